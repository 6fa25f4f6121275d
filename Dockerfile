# One image for web, worker and clock; compose.yaml says which is which.
FROM python:3.13-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home assay \
    && install -d -o assay -g assay -m 700 /data

WORKDIR /srv/assay
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
# A key for this one command only: collecting files needs settings, and nothing of it stays.
RUN python -m config.catalogues \
    && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" ALLOWED_HOSTS=build.invalid \
       DATABASE_URL=postgresql://build/build REDIS_URL=redis://build STATIC_ROOT=/srv/assay/collected ASSAY_DATA_DIR=/tmp/build \
       DJANGO_SETTINGS_MODULE=config.settings.prod python manage.py collectstatic --no-input -v 0 \
    && rm -rf /tmp/build

ENV DJANGO_SETTINGS_MODULE=config.settings.prod \
    ASSAY_DATA_DIR=/data \
    STATIC_ROOT=/srv/assay/collected \
    PYTHONUNBUFFERED=1
USER assay
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.gunicorn", "--bind", "0.0.0.0:8000", "config.wsgi"]
