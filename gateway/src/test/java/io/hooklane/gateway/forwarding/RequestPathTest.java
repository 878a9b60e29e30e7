package io.hooklane.gateway.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest
  @CsvSource({
    "/,                        /",
    "/?x=//..;,                /",
    "/api/v1/app,              /api/v1/app",
    "/api/v1/app/,             /api/v1/app",
    "/api/v1/app/?limit=1,     /api/v1/app",
    "/api/v1/app/a%20b,        /api/v1/app/a%20b",
    "/api/v1/app/...,          /api/v1/app/...",
    "/api/v1/app/a.b-c_d~e,    /api/v1/app/a.b-c_d~e",
  })
  void readsAPathThatAllReadAlike(String target, String path) {
    assertThat(RequestPath.of(target)).hasValue(new RequestPath(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "?",
        "api",
        "http://host/api/v1/app",
        "//",
        "//host/api",
        "/api//v1",
        "/api/v1//",
        "/api/./v1",
        "/api/../v1",
        "/..",
        "/.",
        "/api/v1/app;x",
        "/api;x=1/v1",
        "/api/%3B",
        "/a%2Fb",
        "/a%2fb",
        "/a%5Cb",
        "/a\\b",
        "/%2e%2e/a",
        "/%2E",
        "/a%00",
        "/a\0",
        "/a%0d%0a",
        "/a%25",
        "/a%",
        "/a%2",
        "/a%zz",
        "/a b",
        "/a#b",
        "/é",
        "/%C3%A9",
        "/a%7F",
        "/a\u007f",
        "/a\"",
        "/<a>",
        "/{a}",
        "/%u002e"
      })
  void refusesAPathThatSomeoneMightReadDifferently(String target) {
    assertThat(RequestPath.of(target)).isEmpty();
  }

  @Test
  void takesOneSlashOffTheEnd() {
    assertThat(RequestPath.withoutSlashAtEnd("/a/?b=/")).isEqualTo("/a?b=/");
    assertThat(RequestPath.withoutSlashAtEnd("/a/")).isEqualTo("/a");
    assertThat(RequestPath.withoutSlashAtEnd("/")).isEqualTo("/");
    String clean = "/a?b";
    assertThat(RequestPath.withoutSlashAtEnd(clean)).isSameAs(clean);
  }
}
