package io.hooklane.subscription.application;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.contracts.id.ApplicationId;

/**
 * An application as an export has it.
 *
 * @param fields what can be set of it, and the id that it was first exported with
 */
public record ApplicationExportOut(ApplicationId id, ObjectNode fields) {}
