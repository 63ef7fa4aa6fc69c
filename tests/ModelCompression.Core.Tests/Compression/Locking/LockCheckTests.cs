using ModelCompression.Compression.Locking;

namespace ModelCompression.Core.Tests.Compression.Locking;

[TestClass]
public sealed class LockCheckTests
{
    private static readonly LockRecord Locked = new(
        1,
        new LockedFile("aa", 100),
        new Dictionary<string, LockedData> { ["CalibrationData"] = new("c1", 10), ["Preprocess"] = new("p1"), ["ValidationData"] = new("v1", 40) },
        new Dictionary<string, string> { ["Goal"] = "Balanced", ["Target"] = "Portable" },
        new LockedFile("bb", 30, "r1"),
        new LockedMetric("Top1", 0.9, 0.89, 0.01, 40, -0.01, 0.04, "vnni"),
        new LockedVersions("1.0", "ONNX Runtime 1"));

    [TestMethod]
    public void An_equal_result_differs_in_nothing() => Assert.IsEmpty(LockCheck.Differences(Locked, Locked));

    [TestMethod]
    public void Every_change_of_what_was_read_is_named()
    {
        var now = Locked with
        {
            Input = new("ab", 100),
            Data = new Dictionary<string, LockedData> { ["CalibrationData"] = new("c2", 10), ["Labels"] = new("l1"), ["ValidationData"] = new("v2", 41) },
            Recipe = new Dictionary<string, string> { ["Goal"] = "Size", ["Target"] = "Portable" },
        };

        CollectionAssert.AreEqual(
            new[]
            {
                "the model has another content",
                "CalibrationData has another content",
                "Labels is new: another content",
                "Preprocess was another content and is gone",
                "ValidationData was 40 samples and is 41 samples",
                "Goal was 'Balanced' and is 'Size'",
            },
            LockCheck.Differences(Locked, now).ToArray());
    }

    [TestMethod]
    public void Another_output_counts_within_one_CPU_class_only()
    {
        var now = Locked with { Output = new("bc", 31, "r1") };

        CollectionAssert.AreEqual(new[] { "the compressed model has another content" }, LockCheck.Differences(Locked, now).ToArray());
        Assert.IsEmpty(LockCheck.Differences(Locked, now with { Metric = Locked.Metric with { Cpu = "avx2" } }));
    }

    [TestMethod]
    public void The_reason_of_another_output_is_given_where_it_is_known()
    {
        var now = Locked with { Output = new("bc", 31, "r2") };

        Assert.Contains("the search, which measures speed, chose another recipe", LockCheck.Differences(Locked, now).Single());
        Assert.Contains("(recorded by version 1.0, this is 1.1)", LockCheck.Differences(Locked, now with { Versions = new("1.1", "ONNX Runtime 1") }).Single());
        Assert.Contains("(recorded with ONNX Runtime 1, this is ONNX Runtime 2)", LockCheck.Differences(Locked, now with { Versions = new("1.0", "ONNX Runtime 2") }).Single());
    }

    [TestMethod]
    [DataRow(-0.01, true)]
    [DataRow(0.04, true)]
    [DataRow(0.0401, false)]
    [DataRow(-0.0101, false)]
    [DataRow(double.NaN, false)]
    public void The_drop_must_lie_within_the_recorded_interval_on_any_CPU(double drop, bool holds)
    {
        foreach (var cpu in new[] { "vnni", "avx2" })
        {
            var differences = LockCheck.Differences(Locked, Locked with { Metric = Locked.Metric with { Drop = drop, Cpu = cpu } });

            Assert.HasCount(holds ? 0 : 1, differences);
            Assert.IsTrue(holds || differences[0].StartsWith("Top1 drops by ", StringComparison.Ordinal));
        }
    }

    [TestMethod]
    public void Without_an_interval_the_drop_must_be_the_same()
    {
        var locked = Locked with { Metric = Locked.Metric with { Lower = null, Upper = null } };

        Assert.IsEmpty(LockCheck.Differences(locked, locked));
        Assert.HasCount(1, LockCheck.Differences(locked, locked with { Metric = locked.Metric with { Drop = 0.0101 } }));
        var undefined = locked with { Metric = locked.Metric with { Drop = double.NaN } };
        Assert.IsEmpty(LockCheck.Differences(undefined, undefined));
    }

    [TestMethod]
    public void Another_metric_is_said_once()
    {
        var now = Locked with { Metric = Locked.Metric with { Name = "F1", Drop = 1 } };

        CollectionAssert.AreEqual(new[] { "the metric was Top1 and is F1" }, LockCheck.Differences(Locked, now).ToArray());
    }
}
