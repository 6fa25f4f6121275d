import pytest


def test_the_process_says_that_it_is_up_without_asking_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_means_database_broker_and_storage(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "parts": {"database": "ok", "broker": "ok", "storage": "ok"}},
    )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_a_part_that_is_away_is_named_and_nothing_else_about_it(client, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"unix://{tmp_path}/none.sock",
        }
    }

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "down", "parts": {"database": "ok", "broker": "down", "storage": "down"}}
