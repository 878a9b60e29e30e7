package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.intake.TakenRecord;

/** A record in hand, read as the delivery that it is. Confined to one event loop. */
final class InHand implements Lanes.Item<EndpointId> {

  private final TakenRecord taken;
  private final Delivery delivery;
  private long since;

  InHand(TakenRecord taken, Delivery delivery) {
    this.taken = taken;
    this.delivery = delivery;
  }

  TakenRecord taken() {
    return taken;
  }

  Delivery delivery() {
    return delivery;
  }

  @Override
  public EndpointId key() {
    return delivery.endpoint();
  }

  @Override
  public Object application() {
    return delivery.application();
  }

  @Override
  public long bytes() {
    return taken.bytes();
  }

  @Override
  public int diversions() {
    return delivery.diversions();
  }

  @Override
  public void isThereSince(long nanos) {
    since = nanos;
  }

  @Override
  public long since() {
    return since;
  }
}
