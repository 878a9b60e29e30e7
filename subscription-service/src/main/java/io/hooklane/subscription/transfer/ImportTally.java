package io.hooklane.subscription.transfer;

import io.hooklane.subscription.attribute.Merged.Outcome;
import io.hooklane.subscription.transfer.ImportOut.CountsOut;
import io.hooklane.subscription.transfer.ImportOut.NamesOut;
import io.hooklane.subscription.transfer.ImportPlan.SettingsOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what becomes of what an import finds in its document. */
final class ImportTally {

  private static final int MOST_NAMES = 100;

  private final Map<Kind, Map<Outcome, Counter>> counters = new EnumMap<>(Kind.class);

  /** Of what there are many. */
  enum Kind {
    EVENT_TYPE,
    APPLICATION,
    ENDPOINT
  }

  /** One thing and what became of it. */
  record Entry(Kind kind, String name, Outcome outcome) {}

  void add(List<Entry> entries) {
    for (Entry entry : entries) {
      counter(entry.kind(), entry.outcome()).add(entry.name());
    }
  }

  ImportOut toOut(boolean dryRun, SettingsOutcome settings) {
    return new ImportOut(
        dryRun,
        settings.name().toLowerCase(Locale.ROOT),
        counts(Kind.EVENT_TYPE),
        counts(Kind.APPLICATION),
        counts(Kind.ENDPOINT));
  }

  private CountsOut counts(Kind kind) {
    Counter created = counter(kind, Outcome.CREATED);
    Counter updated = counter(kind, Outcome.UPDATED);
    Counter unchanged = counter(kind, Outcome.UNCHANGED);
    return new CountsOut(
        created.count,
        updated.count,
        unchanged.count,
        new NamesOut(created.names, updated.names, unchanged.names));
  }

  private Counter counter(Kind kind, Outcome outcome) {
    return counters
        .computeIfAbsent(kind, unknown -> new EnumMap<>(Outcome.class))
        .computeIfAbsent(outcome, unknown -> new Counter());
  }

  private static final class Counter {
    private int count;
    private final List<String> names = new ArrayList<>();

    void add(String name) {
      count++;
      if (names.size() < MOST_NAMES) {
        names.add(name);
      }
    }
  }
}
