package dev.switchboard;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModuleTests {

    @Test
    void modulesDependOnNothingButWhatTheyDeclare() {
        ApplicationModules.of(SwitchboardApplication.class).verify();
    }
}
