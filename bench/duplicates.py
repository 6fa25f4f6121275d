"""How long the search for duplicates takes in a register of 53,300: realistic names and addresses, one in fifty a double."""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

SUPPLIERS = 53_300
SYLLABLES = (
    "安邦博超晨诚创达德鼎东方丰风峰福富刚高光广国海浩和恒宏华汇佳嘉建健金锦京景凯康科蓝朗乐力联林龙隆美明茂铭"
    "宁鹏平启千清庆荣瑞润森盛世双思天通同万威维文沃祥新信兴星轩雅阳怡亿益盈永优友宇玉远源悦云泽展长兆正志中卓子"
)
TRADES = ("文化传媒", "科技", "会展服务", "物流", "建筑工程", "信息技术", "广告", "影视制作", "机电设备", "贸易", "咨询", "印刷")
CITIES = ("北京", "上海", "深圳市", "杭州", "成都", "南京市", "", "", "")
FORMS = ("有限公司", "股份有限公司", "有限责任公司")
ROADS = ("人民路", "中山路", "解放大道", "科技园", "工业大道", "文二西路", "建国路", "长江路")


def name(chance: random.Random) -> str:
    """A made-up company name."""
    core = "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 3)))
    return f"{chance.choice(CITIES)}{core}{chance.choice(TRADES)}{chance.choice(FORMS)}"


def main() -> None:
    """Load, search twice, print."""
    import django  # noqa: PLC0415 -- settings first

    os.environ["ASSAY_DATA_DIR"] = tempfile.mkdtemp()
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after setup
    from django.utils import timezone  # noqa: PLC0415 -- after setup

    from suppliers.models import Supplier  # noqa: PLC0415 -- after setup
    from suppliers.services.duplicate import find_duplicates  # noqa: PLC0415 -- after setup

    call_command("migrate", verbosity=0)
    chance, rows = random.Random(7), []
    for serial in range(SUPPLIERS):
        if rows and serial % 50 == 0:
            like = rows[chance.randrange(len(rows))]
            called, address = like.name_zh.replace("有限公司", "有限责任公司"), like.registered_address
        else:
            called = name(chance)
            address = f"{chance.choice(CITIES)}{chance.choice(ROADS)}{chance.randint(1, 999)}号{chance.randint(1, 30)}层"
        rows.append(
            Supplier(
                number=f"SUP-{serial:06}",
                name_zh=called,
                standing="ACTIVE",
                registered_address=address,
                bank_account_number=f"{chance.randrange(10**11):019}",
                identifier_value=f"{serial:018}",
                identifier_country="CN",
                identifier_scheme="USCC",
            )
        )
    Supplier.objects.bulk_create(rows, batch_size=2000)
    for _round in range(2):
        began = time.perf_counter()
        found = find_duplicates(at=timezone.now())
        print(f"{found}  {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
