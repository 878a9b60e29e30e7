package io.hooklane.subscription.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;

/**
 * An endpoint as an export has it.
 *
 * @param fields what can be set of it, the id that it was first exported with, and the names of its
 *     headers
 */
public record EndpointExportOut(ApplicationId application, EndpointId id, ObjectNode fields) {}
