package dev.switchboard;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The addresses of the browser application: each is answered with its one page, which then shows what the address names. All
 * others stay what they are, so that a mistyped file or call is a 404.
 */
@Configuration(proxyBeanMethods = false)
class BrowserPages implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        String[] addresses = {
            "/",
            "/r/{room}",
            "/r/{room}/m/{seq}",
            "/search",
            "/live",
            "/settings",
            "/settings/{section}",
            "/setup",
            "/sign-in",
            "/sign-up",
            "/invite/{code}"
        };
        for (String address : addresses) {
            registry.addViewController(address).setViewName("forward:/index.html");
        }
    }
}
