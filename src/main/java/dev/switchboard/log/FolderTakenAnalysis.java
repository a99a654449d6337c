package dev.switchboard.log;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence why a second process does not start. */
final class FolderTakenAnalysis extends AbstractFailureAnalyzer<FolderTakenException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FolderTakenException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Stop the other one, or start this one with another switchboard.storage.directory",
                cause);
    }
}
