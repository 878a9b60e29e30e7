package io.hooklane.subscription.alert;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends e-mails on a thread of its own, one after another. An e-mail is forgotten when the SMTP
 * server has taken it: dying in between sends it again.
 */
@Singleton
class AlertLoop {

  private static final Logger LOG = Logger.getLogger(AlertLoop.class);

  /** What an instance that died has left is looked for this often. */
  private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);

  private static final Duration LAST_SEND = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 20;

  private final AlertsConfig config;
  private final AlertRepository alerts;
  private final ReactiveMailer mailer;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "alerts");

  private final Object lock = new Object();
  private boolean woken;
  private boolean closed;

  AlertLoop(AlertsConfig config, AlertRepository alerts, ReactiveMailer mailer, Clock clock) {
    this.config = config;
    this.alerts = alerts;
    this.mailer = mailer;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    if (config.recipients().isPresent()) {
      if (config.from().isEmpty()) {
        throw new IllegalStateException(
            "hooklane.alerts.recipients is given: hooklane.alerts.from must be too");
      }
      thread.setDaemon(true);
      thread.start();
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    thread.join(LAST_SEND.toMillis());
  }

  /** There may be something to send. */
  void wake() {
    synchronized (lock) {
      woken = true;
      lock.notifyAll();
    }
  }

  private void run() {
    try {
      while (!isClosed()) {
        awaitWork(sendAllDue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what is due; returns how long until there may be more. */
  private Duration sendAllDue() {
    try {
      boolean more = true;
      while (more && !isClosed()) {
        more = QuarkusTransaction.requiringNew().timeout(transactionSeconds()).call(this::sendDue);
      }
      Duration left =
          QuarkusTransaction.requiringNew()
              .call(alerts::nextDue)
              .map(due -> Duration.between(clock.instant(), due))
              .orElse(CHECK_INTERVAL);
      return left.compareTo(CHECK_INTERVAL) < 0 ? left : CHECK_INTERVAL;
    } catch (RuntimeException e) {
      LOG.warnf("e-mails cannot be looked for, trying again reason=%s", e.getMessage());
      return config.retryPause();
    }
  }

  private boolean sendDue() {
    Optional<AlertRow> due = alerts.lockDue(clock.instant());
    due.ifPresent(this::send);
    return due.isPresent();
  }

  private void send(AlertRow alert) {
    try {
      mailer.send(mail(alert)).await().atMost(config.timeout());
      alerts.delete(alert);
    } catch (RuntimeException e) {
      alert.tries++;
      if (alert.tries >= config.mostTries()) {
        LOG.errorf(
            "e-mail given up subject=%s tries=%d reason=%s",
            alert.subject, alert.tries, e.getMessage());
        alerts.delete(alert);
        return;
      }
      Duration pause = pauseAfter(alert.tries);
      alert.dueAt = clock.instant().plus(pause);
      LOG.warnf(
          "e-mail not sent, trying again tries=%d waitMs=%d reason=%s",
          alert.tries, pause.toMillis(), e.getMessage());
    }
  }

  private Mail mail(AlertRow alert) {
    return new Mail()
        .setFrom(config.from().orElseThrow())
        .setTo(config.recipients().orElse(List.of()))
        .setSubject(alert.subject)
        .setText(alert.body);
  }

  private Duration pauseAfter(int tries) {
    Duration pause = config.retryPause().multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private int transactionSeconds() {
    return Math.toIntExact(config.timeout().toSeconds()) + 30;
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private void awaitWork(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + Math.max(0, most.toNanos());
    synchronized (lock) {
      while (!woken && !closed) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          break;
        }
        lock.wait(left);
      }
      woken = false;
    }
  }
}
