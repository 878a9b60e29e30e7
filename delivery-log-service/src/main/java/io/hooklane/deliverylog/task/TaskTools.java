package io.hooklane.deliverylog.task;

import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.deliverylog.recording.ResolvingProgress;
import io.hooklane.deliverylog.resend.Resender;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Hands the container what turns work with. */
@Singleton
class TaskTools {

  @Produces
  @Singleton
  TaskTurn.Tools tools(
      TaskConfig config,
      TaskLeases leases,
      SelectedMessages messages,
      DirectoryLookup directory,
      RecordingProgress recording,
      ResolvingProgress resolving,
      Resender resender,
      Clock clock) {
    return new TaskTurn.Tools(
        config, leases, messages, directory, recording, resolving, resender, clock);
  }
}
