package io.hooklane.management;

/** Ends a request with an error that its caller can act on. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * An error of its own kind; the common ones have methods here.
   *
   * @param status the HTTP status, 400–599
   * @param code for programs, in snake case, listed in {@code docs/errors.md}
   * @param detail for people: what is wrong and what to do
   */
  public ApiException(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** 404: there is no such thing, or not for this caller. */
  public static ApiException notFound() {
    return new ApiException(404, "not_found", "Entity not found");
  }

  /** 409: something of that name is there already. */
  public static ApiException conflict(String detail) {
    return new ApiException(409, "conflict", detail);
  }

  /** 400: the query or a header cannot be read. */
  public static ApiException badRequest(String detail) {
    return new ApiException(400, "bad_request", detail);
  }

  /** 503: a thing that the answer rests on is away; the caller may try again. */
  public static ApiException unavailable(String detail) {
    return new ApiException(503, "unavailable", detail);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The answer's body. */
  public ErrorBody body() {
    return new ErrorBody(code, String.valueOf(getMessage()));
  }
}
