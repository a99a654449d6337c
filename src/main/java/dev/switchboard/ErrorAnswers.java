package dev.switchboard;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the container sends to {@code /error}: what failed outside of controllers. */
@Controller
class ErrorAnswers implements ErrorController {

    private final ProblemWriter problems;

    ErrorAnswers(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:${error.path:/error}}")
    void onError(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(response, problem(request));
    }

    private static Problem problem(HttpServletRequest request) {
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (thrown instanceof RefusedException refused) {
            return Problem.of(refused);
        }
        if (thrown instanceof Throwable mistake) {
            return ProblemAdvice.mistake(mistake);
        }
        if (status instanceof Integer code && code >= 400 && code != 500) {
            return ProblemAdvice.problem(code, detail(code));
        }
        return status == null
                ? ProblemAdvice.problem(404, detail(404))
                : ProblemAdvice.mistake(new IllegalStateException("The container answered " + status));
    }

    private static String detail(int status) {
        return switch (status) {
            case 401 -> "Sign in first";
            case 403 -> "This is not for you";
            case 404 -> "Nothing is here";
            case 405 -> "Not with this method";
            case 413 -> "The request is too large";
            case 503 -> "Not at this moment";
            default -> "The request has not the form that is expected";
        };
    }
}
