package dev.switchboard.browser;

import java.util.ArrayList;
import java.util.List;

/** Texts that would run a script wherever a page takes them for more than text: known vectors, each in several contexts. */
final class Injections {

    /** What every payload tries to call; the page under test defines it. */
    static final String CALL = "pwn()";

    private static final List<String> VECTORS = List.of(
            "<script>pwn()</script>",
            "<ScRiPt>pwn()</sCrIpT>",
            "<img src=x onerror=pwn()>",
            "<img/src/onerror=pwn()>",
            "<svg onload=pwn()>",
            "<svg><script>pwn()</script></svg>",
            "<svg><animate onbegin=pwn()>",
            "<body onload=pwn()>",
            "<iframe srcdoc='<script>parent.pwn()</script>'>",
            "<iframe src=javascript:parent.pwn()>",
            "<details open ontoggle=pwn()>",
            "<video><source onerror=pwn()>",
            "<audio src=x onerror=pwn()>",
            "<input autofocus onfocus=pwn()>",
            "<style>@import'javascript:pwn()'</style>",
            "<link rel=stylesheet href=javascript:pwn()>",
            "<meta http-equiv=refresh content=0;url=javascript:pwn()>",
            "<object data=javascript:pwn()>",
            "<a href=javascript:pwn()>x</a>",
            "<math><mi xlink:href=javascript:pwn()>x",
            "<template><img src=x onerror=pwn()></template>",
            "<form action=javascript:pwn()><button>x",
            "javascript:pwn()",
            "[x](javascript:pwn())",
            "https://x.example/\"onmouseover=\"pwn()",
            "https://x.example/'><img src=x onerror=pwn()>",
            "${pwn()}",
            "{{constructor.constructor('pwn()')()}}",
            "&lt;img src=x onerror=pwn()&gt;",
            "\\u003cimg src=x onerror=pwn()\\u003e");

    private static final List<String> CONTEXTS =
            List.of("%s", "\">%s", "'>%s", "</title>%s", "</textarea>%s", "--><!-- -->%s", "</script>%s", "\" x=%s");

    private Injections() {}

    /** All of them, none longer than a name may be. */
    static List<String> all() {
        List<String> payloads = new ArrayList<>();
        for (String context : CONTEXTS) {
            for (String vector : VECTORS) {
                payloads.add(context.replace("%s", vector));
            }
        }
        return List.copyOf(payloads);
    }

    /** One of each vector, in one context or another. */
    static List<String> vectors() {
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < VECTORS.size(); i++) {
            payloads.add(CONTEXTS.get(i % CONTEXTS.size()).replace("%s", VECTORS.get(i)));
        }
        return List.copyOf(payloads);
    }
}
