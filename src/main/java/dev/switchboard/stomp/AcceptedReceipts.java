package dev.switchboard.stomp;

import dev.switchboard.broker.Accepted;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodReturnValueHandler;

/**
 * Makes a receipt of what a controller gives, at once or when its stage completes: {@link Accepted}, or nothing. Other results
 * are our mistake, for what is said to clients goes through the broker.
 */
final class AcceptedReceipts implements HandlerMethodReturnValueHandler {

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return true;
    }

    @Override
    public void handleReturnValue(@Nullable Object value, MethodParameter returnType, Message<?> message) {
        Accepted accepted = switch (value) {
            case null -> Accepted.WITHOUT_EVENT;
            case Accepted given -> given;
            default ->
                throw new IllegalStateException("A controller gives Accepted or nothing, not "
                        + value.getClass().getSimpleName());
        };
        Exchange.of(message).accept(accepted);
    }
}
