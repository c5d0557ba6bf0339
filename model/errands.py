"""Questions that are answered one after another on a thread that mostly waits, the newest of each kind winning."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Errands(Generic[Question, Answer]):
    """Answers questions in the order they were first asked, and drops what a newer question of its key replaced.

    The thread should only wait for a helper process or for the disk: it shares the GIL with the painter. It begins
    with the first question.
    """

    def __init__(
        self, name: str, answer: Callable[[Question], Answer | None], deliver: Callable[[str, Answer], None]
    ) -> None:
        """Answer with `answer` (None: there is nothing to deliver), called on the thread that begins with a question.

        deliver: called on that thread with the key; in a window it should do no more than emit a queued signal, and
        it must never wait for the thread that asks.
        """
        self._name, self._answer, self._deliver = name, answer, deliver
        self._wake = threading.Condition()
        self._serial = 0
        self._newest: dict[str, int] = {}
        self._asked: dict[str, tuple[int, Question]] = {}
        self._closed = False
        self.thread: threading.Thread | None = None

    def ask(self, key: str, question: Question) -> None:
        """Have a question answered, in place of an earlier one of its key. After `close` nothing happens."""
        with self._wake:
            if not self._supersede(key):
                return
            self._asked[key] = self._serial, question
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._work, name=self._name, daemon=True)
                self.thread.start()
            self._wake.notify()

    def give(self, key: str, answer: Answer) -> None:
        """Deliver an answer that is known at once, on the thread that calls; what was asked before is dropped."""
        with self._wake:
            if self._supersede(key):
                self._deliver(key, answer)

    def drop(self, key: str) -> None:
        """Deliver nothing that was asked of a key so far."""
        with self._wake:
            self._supersede(key)

    def _supersede(self, key: str) -> bool:
        if self._closed:
            return False
        self._serial += 1
        self._newest[key] = self._serial
        self._asked.pop(key, None)
        return True

    def end(self) -> None:
        """Take no more questions and deliver nothing more; the thread ends after what it is at. See `join`."""
        with self._wake:
            self._closed = True
            self._asked.clear()
            self._wake.notify()

    def join(self) -> None:
        """Wait for the thread to end, after `end`. Joining twice does no harm."""
        if self.thread is not None and self.thread is not threading.current_thread():
            self.thread.join()
            self.thread = None

    def _work(self) -> None:
        while (asked := self._next()) is not None:
            key, serial, question = asked
            answer = self._answer(question)
            with self._wake:
                if answer is not None and not self._closed and self._newest[key] == serial:
                    self._deliver(key, answer)

    def _next(self) -> tuple[str, int, Question] | None:
        with self._wake:
            while not self._asked and not self._closed:
                self._wake.wait()
            if self._closed:
                return None
            key = next(iter(self._asked))
            return key, *self._asked.pop(key)
