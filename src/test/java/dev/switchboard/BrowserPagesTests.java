package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.junit.jupiter.web.SpringJUnitWebConfig;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** A reload anywhere in the application shows it again, and nothing else pretends to be a page of it. */
@SpringJUnitWebConfig(BrowserPagesTests.Web.class)
class BrowserPagesTests {

    private final MockMvcTester browser;

    BrowserPagesTests(WebApplicationContext context) {
        this.browser = MockMvcTester.from(context);
    }

    @Configuration
    @EnableWebMvc
    @Import(BrowserPages.class)
    static class Web {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/r/lobby",
                "/r/lobby/m/17",
                "/search",
                "/search?q=x",
                "/live",
                "/settings",
                "/settings/tokens",
                "/setup",
                "/sign-in",
                "/sign-up",
                "/invite/31RXES9BE1NT0QVXGT4RVV4PN4"
            })
    void everyAddressOfTheApplicationIsItsOnePage(String address) {
        assertThat(browser.get().uri(address)).hasForwardedUrl("/index.html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/r", "/r/lobby/x", "/settings/a/b", "/missing.js", "/api/none", "/invite"})
    void whatIsNoAddressOfTheApplicationIsNotFound(String address) {
        assertThat(browser.get().uri(address)).hasStatus(404);
    }
}
