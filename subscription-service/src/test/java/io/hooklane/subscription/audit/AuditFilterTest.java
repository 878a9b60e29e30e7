package io.hooklane.subscription.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.management.ValidationException;
import org.junit.jupiter.api.Test;

class AuditFilterTest {

  @Test
  void whatNoDatabaseCanLookForIsRefused() {
    assertThatThrownBy(() -> new AuditFilter(null, "a\0b", null))
        .isInstanceOf(ValidationException.class);
  }
}
