package dev.switchboard;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** What the house style can be asked of a machine. */
@AnalyzeClasses(packages = "dev.switchboard", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTests {

    private static final String ROLE_NAMES =
            "(Abstract|Default|Base)[A-Z].*|.*(Impl|Manager|Helper|Helpers|Util|Utils|Abstract|Base)";

    @ArchTest
    static final ArchRule CLASSES_ARE_NAMED_FOR_WHAT_THEY_ARE =
            noClasses().should().haveNameMatching("dev\\.switchboard\\.(.*\\.)?(" + ROLE_NAMES + ")");

    @ArchTest
    static final ArchRule PUBLIC_MEANS_NEEDED_ELSEWHERE = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveFullyQualifiedName(SwitchboardApplication.class.getName())
            .should(beUsedOutsideTheirPackage());

    @ArchTest
    static final ArchRule THE_BROKER_KNOWS_NEITHER_WEB_NOR_SQL_NOR_STOMP = noClasses()
            .that()
            .resideInAPackage("dev.switchboard.broker")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.messaging..",
                    "org.springframework.jdbc..",
                    "java.sql..",
                    "javax.sql..",
                    "jakarta.servlet..");

    @ArchTest
    static final ArchRule FEATURES_KNOW_NO_PROTOCOL = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.switchboard.chat",
                    "dev.switchboard.channels",
                    "dev.switchboard.presence",
                    "dev.switchboard.log")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.switchboard.stomp",
                    "org.springframework.web.socket..",
                    "org.springframework.messaging.simp.stomp..");

    @ArchTest
    static final ArchRule ONLY_THE_LOG_OPENS_DATABASES = noClasses()
            .that()
            .resideOutsideOfPackages("dev.switchboard.log", "dev.switchboard.identity")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.zaxxer..", "org.sqlite..");

    @ArchTest
    static final ArchRule THE_ROOT_IMPORTS_NO_MODULE = noClasses()
            .that()
            .resideInAPackage("dev.switchboard")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.switchboard..")
                    .and(describe("are not of the root", type -> !"dev.switchboard".equals(type.getPackageName()))));

    @ArchTest
    static final ArchRule CONFIGURATION_COMES_IN_RECORDS =
            fields().should().notBeAnnotatedWith(Value.class).andShould().notBeAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().should(liveInANullMarkedPackage());

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED_PAST_THE_LOG = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Start.class.getName())
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @Test
    void thereIsSomethingToCheck() {
        JavaClasses application = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.switchboard");

        assertThat(application.that(alwaysTrue())).hasSizeGreaterThan(20);
    }

    private static ArchCondition<JavaClass> beUsedOutsideTheirPackage() {
        return new ArchCondition<>("be used outside their package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean used = type.getDirectDependenciesToSelf().stream()
                        .map(dependency -> dependency.getOriginClass().getPackageName())
                        .anyMatch(origin -> !origin.equals(type.getPackageName()));
                if (!used && !isPartOfAPublicRecord(type)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is public, but nobody outside its package uses it"));
                }
            }
        };
    }

    /** What others can only get from a record, and only hand on, is theirs too. */
    private static boolean isPartOfAPublicRecord(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .map(dependency -> dependency.getOriginClass())
                .filter(origin -> origin.isRecord() && origin.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(origin -> origin.getFields().stream())
                .anyMatch(component -> component.getRawType().equals(type));
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                if (!marked) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }
}
