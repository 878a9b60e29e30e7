package io.hooklane.subscription.application;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.subscription.configlog.ChangeRecorder;

/**
 * An application is about to be deleted, in the present transaction: whoever keeps things that it
 * owns deletes them now and records that.
 */
public record ApplicationDeletion(ApplicationId application, ChangeRecorder recorder) {}
