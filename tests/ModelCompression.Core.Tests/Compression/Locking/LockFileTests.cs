using ModelCompression.Compression.Locking;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.Locking;

[TestClass]
public sealed class LockFileTests
{
    private static readonly LockRecord Record = new(
        1,
        new LockedFile("aa", 100),
        new SortedDictionary<string, LockedData> { ["ValidationData"] = new("v1", 40), ["Preprocess"] = new("p1") },
        new SortedDictionary<string, string> { ["Quantization"] = "Static+Float16" },
        new LockedFile("bb", 30, "r1"),
        new LockedMetric("Fidelity", 1, 0.5, 0.5, 40, null, double.NaN, "vnni"),
        new LockedVersions("1.0", "ONNX Runtime 1"));

    [TestMethod]
    public void What_is_written_reads_back()
    {
        using var folder = new DataFolder();
        var path = LockFile.PathOf(folder.PathOf("x.onnx"));

        LockFile.Write(path, Record);

        var read = LockFile.Read(path);
        Assert.IsEmpty(LockCheck.Differences(Record, read));
        Assert.AreEqual(Record.Metric, read.Metric);
        Assert.AreEqual(Record.Output, read.Output);
        Assert.AreEqual("x.onnx.lock.json", Path.GetFileName(path));
        Assert.Contains("\"Quantization\": \"Static+Float16\"", File.ReadAllText(path));
        Assert.EndsWith("}\n", File.ReadAllText(path));
        Assert.DoesNotContain("\r", File.ReadAllText(path));
    }

    [TestMethod]
    public void A_file_of_equal_content_is_left_alone()
    {
        using var folder = new DataFolder();
        var path = folder.PathOf("x.onnx.lock.json");
        LockFile.Write(path, Record);
        var old = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, old);

        LockFile.Write(path, Record);

        Assert.AreEqual(old, File.GetLastWriteTimeUtc(path));
    }

    [TestMethod]
    [DataRow(null, "does not exist")]
    [DataRow("", "cannot be read")]
    [DataRow("[]", "cannot be read")]
    [DataRow("null", "is not a lock file of schema 1")]
    [DataRow("{\"schema\":1}", "cannot be read")]
    [DataRow("{\"schema\":1,\"schema\":1}", "cannot be read")]
    [DataRow("{\"schema\":1,\"other\":2}", "cannot be read")]
    public void What_is_no_lock_file_is_refused_with_a_remedy(string? content, string problem)
    {
        using var folder = new DataFolder();
        var path = folder.PathOf("x.onnx.lock.json");
        if (content is not null)
        {
            folder.Write("x.onnx.lock.json", content);
        }

        var error = Assert.ThrowsExactly<UserErrorException>(() => LockFile.Read(path)).Diagnostic;

        Assert.AreEqual("MC2016", error.Code);
        Assert.Contains("'x.onnx.lock.json' " + problem, error.Message);
        Assert.Contains("Update", error.Message);
    }

    [TestMethod]
    public void Another_schema_is_refused()
    {
        using var folder = new DataFolder();
        var path = folder.PathOf("x.onnx.lock.json");
        LockFile.Write(path, Record with { Schema = 2 });

        Assert.Contains("is not a lock file of schema 1", Assert.ThrowsExactly<UserErrorException>(() => LockFile.Read(path)).Diagnostic.Message);
    }
}
