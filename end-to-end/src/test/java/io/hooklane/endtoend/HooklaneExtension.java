package io.hooklane.endtoend;

import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the product before the first class that asks for it and stops it after the last one. */
final class HooklaneExtension implements ParameterResolver {

  private static final Namespace RUN = Namespace.create(HooklaneExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Hooklane.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Objects.requireNonNull(
        context
            .getRoot()
            .getStore(RUN)
            .getOrComputeIfAbsent(Hooklane.class, key -> Hooklane.forThisRun(), Hooklane.class));
  }
}
