package io.hooklane.deliverylog.task;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a task would send.
 *
 * @param count messages
 */
@Schema(name = "DryRunOut")
record CountOut(long count) {}
