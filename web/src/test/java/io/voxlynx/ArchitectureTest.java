package io.voxlynx;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.MessageDriven;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Imports run one way: a package may use those in the rows above its own, never its neighbours, never those below and
 * never the other half.
 * What must run the other way goes through a port or an event. A rule that finds nothing to check fails.
 */
@AnalyzeClasses(packages = "io.voxlynx", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Path SERVER = Path.of("../wildfly-config/server/src/main/cli/voxlynx.cli");

    /** What both halves of the product stand on. */
    private static final List<Set<String>> GROUND = List.of(
            Set.of("trace"),
            Set.of("shared", "start"),
            Set.of("upkeep"),
            Set.of("audit", "event", "health", "metrics"),
            Set.of("identity", "inbox", "outbox", "ratelimit"));

    private static final List<Set<String>> CAMPAIGNS = List.of(
            Set.of("assistant"),
            Set.of("campaign"),
            Set.of("webhook"),
            Set.of("contact"),
            Set.of("call"),
            Set.of("dispatch", "vapi", "batch", "command"));

    private static final List<Set<String>> VOICE =
            List.of(Set.of("agent"), Set.of("session"), Set.of("telephony", "gemini", "usage", "dashboard"));

    private static final Set<String> TELLING = Set.of(
            "equals",
            "equalsIgnoreCase",
            "contentEquals",
            "compareTo",
            "compareToIgnoreCase",
            "regionMatches",
            "deepEquals",
            "compare",
            "mismatch");

    @ArchTest
    static void importsRunOneWay(JavaClasses classes) {
        List<String> ground = check(classes, GROUND, List.of());
        List<String> everything = new ArrayList<>(check(classes, CAMPAIGNS, ground));
        everything.addAll(check(classes, VOICE, ground));
        onlyUses("web", everything).check(classes);
    }

    /** @return what may be used above these rows */
    private static List<String> check(JavaClasses classes, List<Set<String>> rows, List<String> below) {
        List<String> allowed = new ArrayList<>(below);
        for (Set<String> row : rows) {
            row.forEach(name -> onlyUses(name, allowed).check(classes));
            row.forEach(name -> allowed.add(inside(name)));
        }
        return allowed;
    }

    private static ArchRule onlyUses(String name, List<String> allowed) {
        String[] known =
                Stream.concat(allowed.stream(), Stream.of(inside(name))).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(inside(name))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("io.voxlynx..").or(resideInAnyPackage(known)));
    }

    private static String inside(String name) {
        return "io.voxlynx." + name + "..";
    }

    /** Whoever waits for a provider keeps his thread, which those that apply webhooks must not miss. */
    @ArchTest
    static void everyMessageThatIsWorkedOnHasAThread(JavaClasses classes) throws IOException {
        int sessions = classes.stream()
                .filter(type -> type.isAnnotatedWith(MessageDriven.class))
                .flatMap(type -> Arrays.stream(
                        type.getAnnotationOfType(MessageDriven.class).activationConfig()))
                .filter(property -> property.propertyName().equals("maxSession"))
                .mapToInt(property -> Integer.parseInt(property.propertyValue()))
                .sum();
        Matcher threads = Pattern.compile("global-client-thread-pool-max-size, value=(\\d+)")
                .matcher(Files.readString(SERVER));

        assertThat(sessions).isPositive();
        assertThat(threads.find()).as("client threads are set").isTrue();
        assertThat(Integer.parseInt(threads.group(1))).isGreaterThan(sessions);
    }

    @ArchTest
    static void everyPackageHasItsRow(JavaClasses classes) {
        List<String> placed = new ArrayList<>(List.of("web"));
        Stream.of(GROUND, CAMPAIGNS, VOICE).flatMap(List::stream).forEach(placed::addAll);
        assertThat(classes.stream()
                        .map(JavaClass::getPackageName)
                        .map(name -> name.split("\\.")[2])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(placed);
    }

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.voxlynx.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfWebAreFreeOfCycles =
            slices().matching("io.voxlynx.web.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theDomainSpeaksNoHttp = noClasses()
            .that()
            .resideInAPackage("io.voxlynx..")
            .and()
            .resideOutsideOfPackages(inside("web"), inside("vapi"), inside("gemini"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "org.eclipse.microprofile.rest..")
            .because("protocols belong to the web and to the providers' clients");

    @ArchTest
    static final ArchRule jsonIsNotLookedForAtEveryCall = noClasses()
            .that()
            .resideInAPackage("io.voxlynx..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.json.Json")
            .because("its static methods look through the deployment for an implementation; JsonApi has found it");

    @ArchTest
    static final ArchRule providersWordsStopAtTheDoor = noClasses()
            .that()
            .resideInAnyPackage(
                    inside("assistant"),
                    inside("campaign"),
                    inside("contact"),
                    inside("call"),
                    inside("dispatch"),
                    inside("session"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.json", "livekit..", "io.livekit..")
            .because("a provider's JSON is translated before it comes in");

    @ArchTest
    static final ArchRule resourcesHoldNoEntityManager = noClasses()
            .that()
            .resideInAPackage(inside("web"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "org.jdbi..", "org.hibernate..");

    @ArchTest
    static final ArchRule everyOperationSaysWhoMay = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage(inside("web"))
            .should(nameTheirRoles())
            .because("without an annotation everybody may");

    @ArchTest
    static final ArchRule nobodyPrints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    /** Those who know a secret, or make or check what proves that somebody else does. */
    private static final DescribedPredicate<JavaClass> KNOWING_SECRETS = HasName.Predicates.nameMatching(
                    ".*\\.(\\w*Signature|\\w*Secret|ApiKeys|[\\w$]*CarelessSecret)")
            .forSubtype();

    /** In a time that tells how much of a guess is right. */
    private static final DescribedPredicate<JavaMethodCall> COMPARES_IN_A_TELLING_TIME =
            DescribedPredicate.describe("compares text or bytes up to the first difference", call -> {
                JavaClass owner = call.getTargetOwner();
                String name = call.getName();
                return TELLING.contains(name)
                        && (owner.isEquivalentTo(String.class)
                                || owner.isEquivalentTo(Objects.class)
                                || owner.isEquivalentTo(Arrays.class));
            });

    @ArchTest
    static final ArchRule secretsAreComparedInConstantTime = noClasses()
            .that(KNOWING_SECRETS)
            .should()
            .callMethodWhere(COMPARES_IN_A_TELLING_TIME)
            .because("MessageDigest.isEqual takes as long for a near miss as for a far one");

    @ArchTest
    static final ArchRule whoeverChecksAProofComparesInConstantTime = classes()
            .that()
            .haveNameMatching(".*\\.(VapiSignature|LiveKitSignature|SchedulerSecret|ApiKeySecret)")
            .should()
            .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);

    @ArchTest
    static void aCarelessComparisonIsSeen(JavaClasses classes) {
        JavaClasses careless = new ClassFileImporter().importClasses(CarelessSecret.class);

        assertThat(secretsAreComparedInConstantTime.evaluate(careless).hasViolation())
                .isTrue();
    }

    private record CarelessSecret(byte[] secret) {
        boolean matches(byte[] shown) {
            return Arrays.equals(secret, shown);
        }
    }

    private static ArchCondition<JavaMethod> nameTheirRoles() {
        List<Class<? extends Annotation>> answers = List.of(RolesAllowed.class, PermitAll.class, DenyAll.class);
        return new ArchCondition<>("name their roles, or their class does") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean said = answers.stream()
                        .anyMatch(answer -> method.isAnnotatedWith(answer)
                                || method.getOwner().isAnnotatedWith(answer));
                events.add(new SimpleConditionEvent(method, said, method.getFullName() + " names no role"));
            }
        };
    }
}
