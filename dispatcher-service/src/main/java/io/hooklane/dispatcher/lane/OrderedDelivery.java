package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.intake.TakenRecord;
import io.hooklane.dispatcher.sending.Underway;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A delivery of an ordered endpoint, in hand until it has ended. Confined to one event loop. */
final class OrderedDelivery implements OrderedLanes.Item {

  private final TakenRecord taken;
  private final Acknowledgements acknowledgements;
  private Delivery delivery;
  private @Nullable Underway underway;

  OrderedDelivery(InHand inHand) {
    this.taken = inHand.taken();
    this.delivery = inHand.delivery();
    this.acknowledgements = new Acknowledgements(taken::finish);
  }

  /** As its next attempt sees it. */
  Delivery delivery() {
    return delivery;
  }

  EndpointId endpoint() {
    return delivery.endpoint();
  }

  TakenRecord taken() {
    return taken;
  }

  /** Its attempt under way; null when there is none. */
  @Nullable Underway underway() {
    return underway;
  }

  void setUnderway(@Nullable Underway underway) {
    this.underway = underway;
  }

  /** All that is written about it. */
  Acknowledgements acknowledgements() {
    return acknowledgements;
  }

  /** Another attempt follows. */
  void retriedAt(Instant due) {
    delivery = delivery.retriedAt(due);
  }

  @Override
  public void blockSource() {
    taken.blockPartition();
  }

  @Override
  public void unblockSource() {
    taken.unblockPartition();
  }
}
