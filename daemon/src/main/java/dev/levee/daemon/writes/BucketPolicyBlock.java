package dev.levee.daemon.writes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.engine.WriteBlock;
import dev.levee.sync.engine.WriteBlockException;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.s3.S3BucketPolicies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Adds one statement to the policy of each bucket of the region: nobody but the excepted principals
 * may put objects into the logs of the group's tables. All else of the policies stays as it is, and
 * lifting removes that statement only, so that a policy may be changed in between.
 *
 * <p>S3 says that a policy takes a few seconds to hold everywhere; a commit that comes through in
 * that time is found before the roles change.
 */
public final class BucketPolicyBlock implements WriteBlock {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String group;
  private final LocationMappings mappings;
  private final List<String> except;
  private final Function<RegionName, S3BucketPolicies> open;

  /**
   * Stops the writers of one group.
   *
   * @param except ARNs of principals that may go on
   * @param open gives the policies of a region's buckets
   */
  public BucketPolicyBlock(
      String group,
      LocationMappings mappings,
      List<String> except,
      Function<RegionName, S3BucketPolicies> open) {
    this.group = group;
    this.mappings = mappings;
    this.except = List.copyOf(except);
    this.open = open;
  }

  @Override
  public void stop(RegionName region) {
    prefixesByBucket(region)
        .forEach(
            (bucket, prefixes) ->
                change(
                    region,
                    bucket,
                    policy -> {
                      policy.remove(sid());
                      policy.add(statement(bucket, prefixes));
                    }));
    prefixesByBucket(region).keySet().forEach(bucket -> requireStatement(region, bucket));
  }

  @Override
  public void lift(RegionName region) {
    prefixesByBucket(region)
        .keySet()
        .forEach(bucket -> change(region, bucket, policy -> policy.remove(sid())));
  }

  @Override
  public String description() {
    return "by the policies of its buckets";
  }

  /** Names this group's statement; letters and digits only. */
  private String sid() {
    return "LeveeFailover"
        + group.replaceAll("[^a-zA-Z0-9]", "")
        + Integer.toHexString(group.hashCode());
  }

  private Map<String, Set<Location>> prefixesByBucket(RegionName region) {
    return mappings.all().stream()
        .map(mapping -> mapping.prefixByRegion().get(region))
        .collect(
            Collectors.groupingBy(
                Location::bucket,
                TreeMap::new,
                Collectors.<Location, Set<Location>>toCollection(TreeSet::new)));
  }

  private ObjectNode statement(String bucket, Set<Location> prefixes) {
    ObjectNode statement = MAPPER.createObjectNode();
    statement.put("Sid", sid());
    statement.put("Effect", "Deny");
    statement.put("Principal", "*");
    statement.put("Action", "s3:PutObject");
    var resources = statement.putArray("Resource");
    prefixes.forEach(
        prefix ->
            resources.add(
                "arn:aws:s3:::%s/%s*_delta_log/*".formatted(bucket, literal(prefix.key()))));
    var principals =
        statement.putObject("Condition").putObject("ArnNotLike").putArray("aws:PrincipalArn");
    except.forEach(principals::add);
    return statement;
  }

  /** Wildcards of policies, taken literally (IAM, "Policy variables: special characters"). */
  private static String literal(String key) {
    return key.replace("$", "${$}").replace("*", "${*}").replace("?", "${?}");
  }

  private void change(RegionName region, String bucket, Consumer<PolicyDocument> change) {
    try (S3BucketPolicies policies = open.apply(region)) {
      Optional<String> before = policies.read(bucket);
      PolicyDocument policy = PolicyDocument.parse(before);
      change.accept(policy);
      if (policy.isEmpty()) {
        if (before.isPresent()) {
          policies.remove(bucket);
        }
      } else if (!policy.isEqualTo(before)) {
        policies.write(bucket, policy.json());
      }
    } catch (StoreException e) {
      throw new WriteBlockException(e.getMessage());
    } catch (JsonProcessingException e) {
      throw new WriteBlockException(
          "the policy of bucket %s cannot be read: %s".formatted(bucket, e.getOriginalMessage()));
    }
  }

  /** Some stores accept a policy and forget it. */
  private void requireStatement(RegionName region, String bucket) {
    try (S3BucketPolicies policies = open.apply(region)) {
      if (!PolicyDocument.parse(policies.read(bucket)).has(sid())) {
        throw new WriteBlockException(
            "the store has accepted a policy for bucket %s and does not keep it; use a command instead"
                .formatted(bucket));
      }
    } catch (StoreException e) {
      throw new WriteBlockException(e.getMessage());
    } catch (JsonProcessingException e) {
      throw new WriteBlockException(
          "the policy of bucket %s cannot be read: %s".formatted(bucket, e.getOriginalMessage()));
    }
  }
}
