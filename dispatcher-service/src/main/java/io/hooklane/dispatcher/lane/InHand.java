package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.dispatcher.intake.TakenRecord;

/** A record in hand, read as the delivery that it is. */
record InHand(TakenRecord taken, Delivery delivery) {}
