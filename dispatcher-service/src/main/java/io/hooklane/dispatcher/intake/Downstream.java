package io.hooklane.dispatcher.intake;

import java.util.List;

/** Who takes what the intake takes in hand. None of its methods blocks. */
public interface Downstream {

  /** Takes these records, each of which it will end. */
  void take(List<TakenRecord> records);

  /** Drops what is no longer ours of all that is not under way yet. */
  void dropWhatIsNotOurs();

  /** Ends what is under way, no longer ours, and must not overtake what its next owner sends. */
  void giveUpOrderedThatAreNotOurs();

  /** How many records wait in lanes that are full: they will be long. */
  int saturated();

  /** How many records wait for the moment at which they are due. */
  int early();
}
