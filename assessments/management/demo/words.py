"""Words that names are made of. Every name says that it is fictional; the two-character words are invented."""

FIRST = {
    "澄": "Cheng",
    "霁": "Ji",
    "岫": "Xiu",
    "棠": "Tang",
    "砚": "Yan",
    "沐": "Mu",
    "岚": "Lan",
    "栎": "Li",
    "汀": "Ting",
    "芷": "Zhi",
    "黛": "Dai",
    "菀": "Wan",
    "筠": "Yun",
    "珩": "Heng",
    "樾": "Yue",
    "堇": "Jin",
    "泓": "Hong",
    "璟": "Jing",
    "晞": "Xi",
    "溆": "Xu",
}
SECOND = {
    "砚": "yan",
    "野": "ye",
    "川": "chuan",
    "屿": "yu",
    "禾": "he",
    "榕": "rong",
    "序": "xu",
    "舟": "zhou",
    "澜": "lan",
    "汐": "xi",
    "陌": "mo",
    "砾": "li",
    "渚": "zhu",
    "岑": "cen",
    "笺": "jian",
    "墅": "shu",
}
TAKEN = frozenset({"沐川", "沐禾", "棠禾", "泓川", "岚汐"})
"""Places and words in wider use; no demo company bears them."""
RESERVED_WORDS = frozenset({"砚禾", "澄砚", "霁野", "岫川", "棠屿"})
"""For the worked examples and for the companies on the stage."""

TRADES = {
    "media": {
        "office": (("文化传媒", "Media"), ("广告传播", "Advertising"), ("后期制作", "Post Production")),
        "production": (("影视制作", "Film Production"), ("印务", "Print"), ("摄影器材租赁", "Camera Hire")),
    },
    "event": {
        "office": (("活动策划", "Event Planning"), ("会展服务", "Exhibitions")),
        "production": (("舞台搭建", "Stage Building"), ("灯光音响", "Light and Sound"), ("展具制作", "Booth Making")),
    },
    "service": {
        "office": (
            ("文档服务", "Document Services"),
            ("翻译服务", "Translation"),
            ("管理咨询", "Consulting"),
            ("人力资源", "Staffing"),
        ),
        "production": (("餐饮管理", "Catering"), ("保洁服务", "Cleaning")),
    },
    "engineering": {
        "office": (("工程设计", "Engineering Design"),),
        "production": (("装饰工程", "Fit-out"), ("影院设备安装", "Cinema Installation"), ("机电工程", "Electrical Works")),
    },
    "office_it": {
        "office": (("软件技术", "Software"), ("网络技术", "Networks")),
        "production": (("计算机制造", "Computers"), ("办公设备", "Office Equipment")),
    },
    "logistics": {
        "office": (("货运代理", "Freight Forwarding"),),
        "production": (("物流", "Logistics"), ("仓储", "Warehousing"), ("快运", "Express Freight")),
    },
}

CITIES = {
    "CN-BJ": (("北京", "110105", "北京市朝阳区"), ("北京", "110108", "北京市海淀区")),
    "CN-TJ": (("天津", "120116", "天津市滨海新区"),),
    "CN-LN": (("大连", "210202", "辽宁省大连市中山区"),),
    "CN-SH": (("上海", "310115", "上海市浦东新区"), ("上海", "310104", "上海市徐汇区")),
    "CN-JS": (("苏州", "320505", "江苏省苏州市虎丘区"), ("南京", "320106", "江苏省南京市鼓楼区")),
    "CN-ZJ": (("杭州", "330110", "浙江省杭州市余杭区"), ("宁波", "330203", "浙江省宁波市海曙区")),
    "CN-AH": (("合肥", "340104", "安徽省合肥市蜀山区"),),
    "CN-FJ": (("厦门", "350203", "福建省厦门市思明区"),),
    "CN-SD": (("青岛", "370203", "山东省青岛市市北区"), ("济南", "370102", "山东省济南市历下区")),
    "CN-HA": (("郑州", "410105", "河南省郑州市金水区"),),
    "CN-HB": (("武汉", "420106", "湖北省武汉市武昌区"),),
    "CN-HN": (("长沙", "430102", "湖南省长沙市芙蓉区"),),
    "CN-GD": (("深圳", "440305", "广东省深圳市南山区"), ("广州", "440106", "广东省广州市天河区")),
    "CN-HI": (("海口", "460106", "海南省海口市龙华区"),),
    "CN-CQ": (("重庆", "500112", "重庆市渝北区"),),
    "CN-SC": (("成都", "510107", "四川省成都市武侯区"),),
    "CN-YN": (("昆明", "530102", "云南省昆明市五华区"),),
    "CN-SN": (("西安", "610113", "陕西省西安市雁塔区"),),
    "CN-XJ": (("乌鲁木齐", "650102", "新疆维吾尔自治区乌鲁木齐市天山区"),),
}
"""City, six digits of the registering authority, where the address begins; by province."""

ABROAD = {
    "HK": ("香港", "香港演示大道1号（虚构）", "1 Demo Avenue, Hong Kong (fictional)", "有限公司", "Ltd"),
    "TW": ("台北", "台北市演示路1号（虚构）", "1 Demo Road, Taipei (fictional)", "有限公司", "Co., Ltd"),
    "JP": ("东京", "东京都演示町1-1（虚构）", "1-1 Demo-cho, Tokyo (fictional)", "株式会社", "K.K."),
    "KR": ("首尔", "首尔演示路1号（虚构）", "1 Demo-ro, Seoul (fictional)", "株式会社", "Co., Ltd"),
    "GB": ("伦敦", "伦敦演示街1号（虚构）", "1 Demo Street, London (fictional)", "有限公司", "Ltd"),
}
"""City, address in Chinese and in English, legal form in both; by country or region."""

SURNAMES = {
    "沈": "Shen",
    "陆": "Lu",
    "顾": "Gu",
    "梁": "Liang",
    "宋": "Song",
    "程": "Cheng",
    "叶": "Ye",
    "韩": "Han",
    "冯": "Feng",
    "许": "Xu",
    "方": "Fang",
    "余": "Yu",
}
GIVEN = {
    "知行": "Zhixing",
    "明远": "Mingyuan",
    "思齐": "Siqi",
    "若溪": "Ruoxi",
    "子衿": "Zijin",
    "望舒": "Wangshu",
    "清和": "Qinghe",
    "景行": "Jingxing",
    "云开": "Yunkai",
    "初晴": "Chuqing",
}
STREETS = ("演示路", "样例街", "示范大道", "虚构巷")
BANKS = (("演示银行", "Demo Bank"), ("样例商业银行", "Sample Commercial Bank"))
