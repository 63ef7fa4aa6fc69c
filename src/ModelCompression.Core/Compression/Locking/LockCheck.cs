using System.Globalization;

namespace ModelCompression.Compression.Locking;

/// <summary>
/// Compares a result with the one a lock file records. Input, data and recipe must be equal everywhere; the output must be within one CPU class, whose machines write the
/// same bytes; on any machine the drop must lie within the interval that was recorded.
/// </summary>
public static class LockCheck
{
    /// <summary>What differs, each a clause for a message; nothing when the result is the recorded one.</summary>
    public static IReadOnlyList<string> Differences(LockRecord locked, LockRecord now)
    {
        var differences = new List<string>();
        if (locked.Input.Sha256 != now.Input.Sha256)
        {
            differences.Add("the model has another content");
        }

        differences.AddRange(ByName(locked.Data, now.Data, data => data.Samples is { } samples ? FormattableString.Invariant($"{samples} samples") : "another content"));
        differences.AddRange(ByName(locked.Recipe, now.Recipe, value => $"'{value}'"));
        if (differences.Count == 0) // else it is no wonder that the output differs
        {
            AddOutput(differences, locked, now);
        }

        return differences;
    }

    private static IEnumerable<string> ByName<T>(IReadOnlyDictionary<string, T> locked, IReadOnlyDictionary<string, T> now, Func<T, string> text)
        where T : class
    {
        foreach (var name in locked.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            switch (locked.GetValueOrDefault(name), now.GetValueOrDefault(name))
            {
                case ({ } was, { } value) when was.Equals(value):
                    break;
                case ({ } was, { } value):
                    yield return text(was) == text(value) ? $"{name} has another content" : $"{name} was {text(was)} and is {text(value)}";
                    break;
                case ({ } was, null):
                    yield return $"{name} was {text(was)} and is gone";
                    break;
                case (_, { } value):
                    yield return $"{name} is new: {text(value)}";
                    break;
            }
        }
    }

    private static void AddOutput(List<string> differences, LockRecord locked, LockRecord now)
    {
        if (locked.Metric.Name != now.Metric.Name)
        {
            differences.Add($"the metric was {locked.Metric.Name} and is {now.Metric.Name}");
            return;
        }

        if (locked.Metric.Cpu == now.Metric.Cpu && locked.Output.Sha256 != now.Output.Sha256)
        {
            differences.Add("the compressed model has another content" + Reason(locked, now));
        }

        var (lower, upper) = (locked.Metric.Lower ?? locked.Metric.Drop, locked.Metric.Upper ?? locked.Metric.Drop);
        if (!(now.Metric.Drop >= lower && now.Metric.Drop <= upper) && !now.Metric.Drop.Equals(locked.Metric.Drop))
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture,
                $"{now.Metric.Name} drops by {now.Metric.Drop:0.####}, outside the recorded interval {lower:0.####} to {upper:0.####} (recorded on {locked.Metric.Cpu}, measured on {now.Metric.Cpu})"));
        }
    }

    /// <summary>Why equal inputs gave other bytes on the same kind of CPU.</summary>
    private static string Reason(LockRecord locked, LockRecord now) =>
        locked.Versions.Tool != now.Versions.Tool ? $" (recorded by version {locked.Versions.Tool}, this is {now.Versions.Tool})"
        : locked.Versions.Runtime != now.Versions.Runtime ? $" (recorded with {locked.Versions.Runtime}, this is {now.Versions.Runtime})"
        : locked.Output.Recipe != now.Output.Recipe ? " (the search, which measures speed, chose another recipe; to pin it, name the resolved recipe of the report in Recipe)"
        : "";
}
