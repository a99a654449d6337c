package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads bodies as JSON, whatever content type a simple client says they have, and tells what is wrong in a client's words.
 * Records have all of their components, but those that may be null.
 */
final class JsonBodies extends JacksonJsonMessageConverter {

    private static final int NAMES_SHOWN = 64;

    JsonBodies(JsonMapper json) {
        super(json);
    }

    @Override
    protected boolean supportsMimeType(@Nullable MessageHeaders headers) {
        return true;
    }

    @Override
    protected @Nullable Object convertFromInternal(
            Message<?> message, Class<?> targetClass, @Nullable Object conversionHint) {
        Object body;
        try {
            body = super.convertFromInternal(message, targetClass, conversionHint);
        } catch (RuntimeException unreadable) {
            throw refusal(unreadable);
        }
        if (body == null) {
            throw new RefusedException(Refusal.INVALID, "A body is expected, as JSON");
        }
        if (body instanceof Record record) {
            requireComponents(record);
        }
        return body;
    }

    private static RuntimeException refusal(RuntimeException unreadable) {
        Throwable cause = unreadable;
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
            if (cause instanceof DatabindException mismatch) {
                RefusedException inside = refusedIn(mismatch);
                return inside == null ? new RefusedException(Refusal.INVALID, detail(mismatch)) : inside;
            }
            if (cause instanceof JacksonException) {
                return new RefusedException(Refusal.INVALID, "The body is not the JSON that is expected");
            }
            cause = cause.getCause();
        }
        return unreadable;
    }

    private static @Nullable RefusedException refusedIn(Throwable thrown) {
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
        }
        return null;
    }

    private static String detail(DatabindException mismatch) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : mismatch.getPath()) {
            String name = reference.getPropertyName();
            if (name != null) {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        if (path.isEmpty()) {
            return "The body is not the JSON that is expected";
        }
        String field = path.length() > NAMES_SHOWN ? path.substring(0, NAMES_SHOWN) + '…' : path.toString();
        return "The field '" + field + "' is missing or has not the form that is expected";
    }

    private static void requireComponents(Record body) {
        for (RecordComponent component : body.getClass().getRecordComponents()) {
            if (!component.getType().isPrimitive()
                    && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    && valueOf(body, component) == null) {
                throw new RefusedException(Refusal.INVALID, "The field '" + component.getName() + "' is missing");
            }
        }
    }

    private static @Nullable Object valueOf(Record body, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(body);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
