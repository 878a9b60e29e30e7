package io.hooklane.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what ends a request early into the one shape of error that callers know. */
public class ErrorMapping {

  private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

  @ServerExceptionMapper
  Response mapApiException(ApiException e) {
    Response.ResponseBuilder answer =
        Response.status(e.status()).type("application/json").entity(e.body());
    return e.status() == 503 || e.status() == 429
        ? answer.header("Retry-After", "1").build()
        : answer.build();
  }

  @ServerExceptionMapper
  Response mapValidation(ValidationException e) {
    return json(422, e.toBody());
  }

  @ServerExceptionMapper
  Response mapConstraints(ConstraintViolationException e) {
    List<ValidationErrorBody.Item> items =
        e.getConstraintViolations().stream().map(ErrorMapping::item).toList();
    return json(422, new ValidationErrorBody(items));
  }

  @ServerExceptionMapper(priority = 1)
  Response mapJson(JsonProcessingException e) {
    return json(422, new ValidationErrorBody(List.of(item(e))));
  }

  /** Of its own, since the framework has a mapper for this one too. */
  @ServerExceptionMapper
  Response mapMismatch(MismatchedInputException e) {
    return mapJson(e);
  }

  @ServerExceptionMapper
  Response mapUnauthorized(UnauthorizedException e) {
    return json(401, new ErrorBody("authentication_failed", "Invalid token"));
  }

  @ServerExceptionMapper
  Response mapForbidden(ForbiddenException e) {
    return json(403, new ErrorBody("insufficient_access", "This key may not do that"));
  }

  @ServerExceptionMapper
  Response mapWeb(WebApplicationException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException json) {
        return mapJson(json);
      }
    }
    if (e instanceof NotFoundException && e.getCause() instanceof IllegalArgumentException) {
      // The path is there: a query parameter is not of its type (Jakarta REST 4.0, 3.2).
      return json(400, new ErrorBody("bad_request", "A query parameter is not of its type"));
    }
    int status = e.getResponse().getStatus();
    return switch (status) {
      case 404 -> json(404, ApiException.notFound().body());
      case 405 -> json(405, new ErrorBody("method_not_allowed", "Not a method of this path"));
      case 413 -> json(413, new ErrorBody("payload_too_large", "The body is over the limit"));
      case 415 -> json(415, new ErrorBody("unsupported_media_type", "Send application/json"));
      default ->
          status < 500
              ? json(status, new ErrorBody("bad_request", "The request cannot be read"))
              : mapUnknown(e);
    };
  }

  @ServerExceptionMapper
  Response mapUnknown(Throwable e) {
    if (isDatabaseAway(e)) {
      LOG.warnf("database away reason=%s", e.getMessage());
      return mapApiException(ApiException.unavailable("The database cannot be reached; try again"));
    }
    String trace = UUID.randomUUID().toString();
    LOG.errorf(e, "request failed trace=%s", trace);
    return Response.status(500)
        .header("hooklane-trace-id", trace)
        .type("application/json")
        .entity("{}")
        .build();
  }

  /** SQLSTATE classes 08 (connection) and 57 (operator intervention), or no connection in time. */
  private static boolean isDatabaseAway(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57");
      }
    }
    return false;
  }

  private static Response json(int status, Object body) {
    return Response.status(status).type("application/json").entity(body).build();
  }

  private static ValidationErrorBody.Item item(ConstraintViolation<?> violation) {
    List<String> loc = new ArrayList<>();
    for (Path.Node node : violation.getPropertyPath()) {
      switch (node.getKind()) {
        case PROPERTY, CONTAINER_ELEMENT -> {
          loc.add(node.getName());
          if (node.getIndex() != null) {
            loc.add(node.getIndex().toString());
          }
        }
        default -> {}
      }
    }
    loc.addFirst("body");
    return new ValidationErrorBody.Item(loc, violation.getMessage(), "value_error");
  }

  private static ValidationErrorBody.Item item(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      List<String> loc = new ArrayList<>(List.of("body"));
      for (JsonMappingException.Reference step : mapping.getPath()) {
        loc.add(
            step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName());
      }
      return new ValidationErrorBody.Item(
          loc, "Not of the type that this field has", "value_error");
    }
    return new ValidationErrorBody.Item(
        List.of("body"), "Not JSON: " + e.getOriginalMessage(), "value_error.jsondecode");
  }
}
