# One image: website, assistant and actions in one process, with its model trained in.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 RASA_TELEMETRY_ENABLED=false
WORKDIR /app
RUN python -m venv /venv
COPY requirements.lock pyproject.toml README.md ./
RUN /venv/bin/pip install --no-deps --ignore-requires-python --require-hashes -r requirements.lock
COPY packages packages
COPY backline backline
COPY actions actions
RUN /venv/bin/pip install --no-deps --ignore-requires-python --no-build-isolation ./packages/tensorflow-stand-in \
    && /venv/bin/pip install --no-deps --ignore-requires-python --no-build-isolation -e .
COPY config.yml domain.yml endpoints.yml clinic.yml ./
COPY data data
RUN /venv/bin/backline train
# After the training, which it has no part in. A clinic's own is mounted over it.
COPY channels.yml ./

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    RASA_TELEMETRY_ENABLED=false \
    SQLALCHEMY_SILENCE_UBER_WARNING=1 \
    PYTHONUNBUFFERED=1 \
    BACKLINE_HOST=0.0.0.0 \
    BACKLINE_PORT=8080 \
    BACKLINE_DATA_DIR=/data \
    LOG_FORMAT=json
RUN useradd --system --uid 10001 --home-dir /app backline && install -d -o backline -g backline -m 0700 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER backline
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/ready', timeout=2)"]
CMD ["backline", "serve"]
