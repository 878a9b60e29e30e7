"""The official Svix SDK for Python against a running Hooklane, method by method.

Usage: HOOKLANE_URL=... HOOKLANE_KEY=... HOOKLANE_RECEIVER=... python sdk.py
"""

import os
import time
import unittest
import uuid
from datetime import datetime, timedelta, timezone

import svix.api as api
from svix.api import Svix, SvixOptions
from svix.exceptions import HTTPValidationError, HttpError
from svix.webhooks import Webhook

RECEIVER = os.environ["HOOKLANE_RECEIVER"]
OPTIONS = SvixOptions(server_url=os.environ["HOOKLANE_URL"])
SVIX = Svix(os.environ["HOOKLANE_KEY"], OPTIONS)
FIRST = not hasattr(SVIX.application, "upsert")

SUCCESS, PENDING, FAILED = 0, 1, 2


def unique(name):
    return f"{name}.{uuid.uuid4()}"


def an_application():
    return SVIX.application.create(api.ApplicationIn(name="SDK", uid=unique("sdk"))).id


def an_event_type():
    name = unique("sdk.type")
    SVIX.event_type.create(api.EventTypeIn(name=name, description="Made by an SDK"))
    return name


def an_endpoint(app, url=RECEIVER):
    return SVIX.endpoint.create(app, api.EndpointIn(url=url)).id


def a_message(app, event_type, payload=None):
    message = api.MessageIn(event_type=event_type, payload=payload or {"a": 1})
    return SVIX.message.create(app, message).id


def until(what, found):
    deadline = time.monotonic() + 20
    while True:
        result = found()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen in 20 s")
        time.sleep(0.05)


def attempts(app, message):
    return SVIX.message_attempt.list_by_msg(app, message).data


def delivered(app, message):
    return until(
        "the delivery", lambda: [a for a in attempts(app, message) if a.status == SUCCESS]
    )[0]


def ids(page):
    return [item.id for item in page.data]


class SdkTest(unittest.TestCase):
    def both_ways(self, list_page):
        one = list_page(limit=2)
        self.assertEqual(len(one.data), 2)
        self.assertFalse(one.done)
        two = list_page(limit=2, iterator=one.iterator)
        self.assertTrue(two.data)
        self.assertFalse(set(ids(one)) & set(ids(two)))
        back = list_page(limit=2, iterator=two.prev_iterator)
        self.assertEqual(ids(back), ids(one))

    def fails(self, status, call, code):
        with self.assertRaises(HttpError) as raised:
            call()
        self.assertEqual(raised.exception.status_code, status)
        self.assertEqual(raised.exception.code, code)

    def test_application(self):
        uid = unique("sdk")
        made = SVIX.application.create(
            api.ApplicationIn(name="Shop", uid=uid, throttle_rate=20, metadata={"plan": "gold"})
        )
        self.assertTrue(made.id.startswith("app_"))
        self.assertEqual(made.metadata, {"plan": "gold"})
        self.assertEqual(SVIX.application.get(uid), made)
        other = api.ApplicationIn(name="Other", uid=uid)
        self.assertEqual(SVIX.application.get_or_create(other).id, made.id)
        put = SVIX.application.update if FIRST else SVIX.application.upsert
        change = api.ApplicationIn
        self.assertEqual(put(uid, change(name="Shop 2", uid=uid)).name, "Shop 2")
        patch = api.ApplicationPatch(metadata={"a": "b"})
        self.assertEqual(SVIX.application.patch(made.id, patch).metadata, {"a": "b"})
        SVIX.application.delete(made.id)
        self.fails(404, lambda: SVIX.application.get(made.id), "not_found")

    def test_pages(self):
        for _ in range(3):
            an_application()
        self.both_ways(
            lambda **page: SVIX.application.list(api.ApplicationListOptions(**page))
        )

    def test_endpoint_secret_and_headers(self):
        app = an_application()
        endpoint = an_endpoint(app)
        Webhook(SVIX.endpoint.get_secret(app, endpoint).key)
        put = SVIX.endpoint.update_headers if FIRST else SVIX.endpoint.set_headers
        put(app, endpoint, api.EndpointHeadersIn(headers={"X-One": "1"}))
        self.assertEqual(SVIX.endpoint.get_headers(app, endpoint).headers, {"X-One": "1"})
        SVIX.endpoint.delete(app, endpoint)
        self.fails(404, lambda: SVIX.endpoint.get(app, endpoint), "not_found")

    def test_message(self):
        app = an_application()
        event_type = an_event_type()
        event_id = unique("evt")
        made = SVIX.message.create(
            app,
            api.MessageIn(
                event_type=event_type, event_id=event_id, channels=["red"], payload={"id": 1}
            ),
        )
        self.assertTrue(made.id.startswith("msg_"))
        self.assertEqual(made.event_id, event_id)
        with_content = api.MessageGetOptions(with_content=True)
        self.assertEqual(SVIX.message.get(app, made.id, with_content).payload, {"id": 1})
        for number in range(3):
            a_message(app, event_type, {"i": number})
        until("the record of four messages", lambda: len(SVIX.message.list(app).data) == 4)
        self.both_ways(
            lambda **page: SVIX.message.list(app, api.MessageListOptions(**page))
        )
        red = api.MessageListOptions(channel="red", event_types=[event_type, "no.such"])
        self.assertEqual(ids(SVIX.message.list(app, red)), [made.id])
        before = api.MessageListOptions(before=datetime.now(timezone.utc) - timedelta(hours=1))
        self.assertEqual(SVIX.message.list(app, before).data, [])

    def test_message_attempt(self):
        app = an_application()
        event_type = an_event_type()
        endpoint = an_endpoint(app)
        message = a_message(app, event_type)
        attempt = delivered(app, message)
        self.assertEqual(attempt.endpoint_id, endpoint)
        self.assertEqual(attempt.msg_id, message)
        self.assertEqual(attempt.response_status_code, 204)
        self.assertEqual(attempt.trigger_type, 0)
        self.assertEqual(attempt.url, RECEIVER)
        self.assertEqual(SVIX.message_attempt.get(app, message, attempt.id).id, attempt.id)
        filters = api.MessageAttemptListByEndpointOptions(
            status=SUCCESS, status_code_class=200, event_types=[event_type]
        )
        found = SVIX.message_attempt.list_by_endpoint(app, endpoint, filters)
        self.assertEqual(ids(found), [attempt.id])
        attempted = SVIX.message_attempt.list_attempted_messages(app, endpoint)
        self.assertEqual(ids(attempted), [message])
        destinations = SVIX.message_attempt.list_attempted_destinations(app, message)
        self.assertEqual(ids(destinations), [endpoint])
        stats = SVIX.endpoint.get_stats(app, endpoint)
        self.assertEqual((stats.success, stats.pending, stats.fail, stats.sending), (1, 0, 0, 0))
        SVIX.message_attempt.expunge_content(app, message, attempt.id)
        expunged = SVIX.message_attempt.get(app, message, attempt.id)
        self.assertEqual(expunged.response, "EXPUNGED")
        SVIX.message.expunge_content(app, message)
        content = SVIX.message.get(app, message, api.MessageGetOptions(with_content=True))
        self.assertEqual(content.payload, {"expired": True})

    def test_resend(self):
        app = an_application()
        event_type = an_event_type()
        endpoint = an_endpoint(app)
        message = a_message(app, event_type)
        delivered(app, message)
        SVIX.message_attempt.resend(app, message, endpoint)
        until("the resend", lambda: len(attempts(app, message)) == 2)
        self.assertEqual([a.trigger_type for a in attempts(app, message)], [1, 0])

    def test_recover_replay_and_background_tasks(self):
        app = an_application()
        event_type = an_event_type()
        message = a_message(app, event_type)
        endpoint = an_endpoint(app)
        since = datetime.now(timezone.utc) - timedelta(minutes=5)

        def finished(task):
            return until(
                "the end of the task",
                lambda: next(
                    (t for t in [SVIX.background_task.get(task.id)] if t.status == "finished"),
                    None,
                ),
            )

        replay = SVIX.endpoint.replay_missing(app, endpoint, api.ReplayIn(since=since))
        self.assertEqual(finished(replay).data["sent"], 1)
        delivered(app, message)
        recover = SVIX.endpoint.recover(app, endpoint, api.RecoverIn(since=since))
        self.assertEqual(finished(recover).data["sent"], 0)
        bulk_in = api.BulkReplayIn(since=since, status=SUCCESS)
        bulk = SVIX.endpoint.bulk_replay(app, endpoint, bulk_in)
        self.assertEqual(finished(bulk).task, "endpoint.bulk-replay")
        options = api.BackgroundTaskListOptions(task="endpoint.bulk-replay", limit=250)
        listed = ids(SVIX.background_task.list(options))
        self.assertIn(bulk.id, listed)
        self.assertNotIn(recover.id, listed)

    def test_errors(self):
        stranger = Svix("not.a.key", OPTIONS)
        self.fails(401, stranger.application.list, "authentication_failed")
        app = an_application()
        with self.assertRaises(HTTPValidationError) as raised:
            SVIX.message.list(app, api.MessageListOptions(iterator="nonsense"))
        self.assertEqual(raised.exception.detail[0].loc, ["query", "iterator"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
