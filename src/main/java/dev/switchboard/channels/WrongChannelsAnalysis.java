package dev.switchboard.channels;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence which setting of a namespace stops the start. */
final class WrongChannelsAnalysis extends AbstractFailureAnalyzer<WrongChannelsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WrongChannelsException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()), "Correct it; docs/operations has all of them", cause);
    }
}
