package io.hooklane.management;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a truth value in a query that is neither {@code true} nor {@code false}. The framework
 * takes any text for false, and {@code dry_run=ture} would be no dry run.
 */
public class QueryFlags {

  private final Map<Method, List<String>> namesByMethod = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(ResourceInfo resource, UriInfo uri) {
    Method method = resource.getResourceMethod();
    if (method == null) {
      return;
    }
    for (String name : namesByMethod.computeIfAbsent(method, QueryFlags::names)) {
      for (String value : uri.getQueryParameters().getOrDefault(name, List.of())) {
        if (!value.equals("true") && !value.equals("false")) {
          throw ApiException.badRequest("The query parameter " + name + " is true or false");
        }
      }
    }
  }

  private static List<String> names(Method method) {
    return Arrays.stream(method.getParameters())
        .filter(it -> it.getType() == boolean.class || it.getType() == Boolean.class)
        .map(QueryFlags::name)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static String name(Parameter parameter) {
    QueryParam query = parameter.getAnnotation(QueryParam.class);
    return query == null ? "" : query.value();
  }
}
