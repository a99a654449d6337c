package dev.switchboard;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names the shapes in the description of the REST calls: a nested record is called after what it is nested in. */
@Configuration(proxyBeanMethods = false)
class SchemaNames {

    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new Names()).openapi31(true);
    }

    private static final class Names extends TypeNameResolver {

        private final Map<String, Class<?>> given = new ConcurrentHashMap<>();

        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            String name = nameOf(type);
            Class<?> other = given.putIfAbsent(name, type);
            if (other != null && !other.equals(type)) {
                throw new IllegalStateException(other + " and " + type + " are both called " + name);
            }
            return name;
        }

        private static String nameOf(Class<?> type) {
            Class<?> enclosing = type.getEnclosingClass();
            if (enclosing == null) {
                return type.getSimpleName();
            }
            String feature = enclosing.getSimpleName().replace("Controller", "");
            return type.getSimpleName().startsWith(feature) ? type.getSimpleName() : feature + type.getSimpleName();
        }
    }
}
