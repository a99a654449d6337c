package dev.switchboard.relay;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.ContextConfiguration;

/** Marks a test of what only our own broker promises: it is left out where the server of the test relays. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsReplay.OwnBroker.class)
public @interface NeedsReplay {

    /** Finds out which broker a test has. */
    final class OwnBroker implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            ContextConfiguration configuration =
                    context.getRequiredTestClass().getAnnotation(ContextConfiguration.class);
            return configuration != null
                            && List.of(configuration.initializers()).contains(Artemis.Between.class)
                    ? ConditionEvaluationResult.disabled("A relay replays nothing")
                    : ConditionEvaluationResult.enabled("Our own broker");
        }
    }
}
