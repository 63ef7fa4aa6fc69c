using System.Text.Json;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class CompressionCacheTests
{
    private static readonly string Key = new CacheKey().With("a", "1").ToString();

    [TestMethod]
    public void What_was_stored_is_found_and_the_file_is_moved()
    {
        using var temp = new TempFolder();
        var cache = Store(temp, "content");

        Assert.IsFalse(File.Exists(temp["file"]));
        Assert.AreEqual("content", File.ReadAllText(cache.FindCandidate(Key)?.Path ?? ""));
        Assert.IsNull(cache.FindCandidate(new CacheKey().With("a", "2").ToString()));
    }

    [TestMethod]
    public void Only_one_holds_a_key_at_a_time_however_often_it_changes_hands()
    {
        using var temp = new TempFolder();
        var inside = 0;
        var most = 0;

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            var cache = new CompressionCache(temp["cache"], new DiagnosticList());
            for (var round = 0; round < 3000; round++)
            {
                cache.Locked(Key, "model", () =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    return Interlocked.Decrement(ref inside);
                }, CancellationToken.None);
            }
        });

        Assert.AreEqual(1, most);
    }

    [TestMethod]
    public void A_damaged_file_counts_as_absent()
    {
        using var temp = new TempFolder();
        var cache = Store(temp, "content");
        File.WriteAllText(cache.FindCandidate(Key)?.Path ?? "", "Content");

        Assert.IsNull(cache.FindCandidate(Key));
    }

    [TestMethod]
    public void A_damaged_record_counts_as_absent()
    {
        using var temp = new TempFolder();
        var cache = Store(temp, "content");
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(cache.FindCandidate(Key)?.Path) ?? "", "candidate.json"), "{");

        Assert.IsNull(cache.FindCandidate(Key));
    }

    [TestMethod]
    public void Storing_again_replaces()
    {
        using var temp = new TempFolder();
        Store(temp, "old");

        Assert.AreEqual("new", File.ReadAllText(Store(temp, "new").FindCandidate(Key)?.Path ?? ""));
    }

    [TestMethod]
    public void Measured_values_that_are_no_numbers_can_be_stored()
    {
        var latency = new LatencyRatio(double.NaN, double.NaN, double.PositiveInfinity, 1, 0, 31);

        Assert.AreEqual(latency, JsonSerializer.Deserialize<LatencyRatio>(JsonSerializer.SerializeToUtf8Bytes(latency, CompressionCache.Json), CompressionCache.Json));
    }

    [TestMethod]
    public void A_folder_that_cannot_be_made_is_one_coded_error()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp["cache"], "in the way");
        var cache = new CompressionCache(temp["cache"], new DiagnosticList());

        Assert.AreEqual(Codes.OutputNotWritable, Assert.ThrowsExactly<UserErrorException>(() => cache.Locked(Key, "it", () => 1, CancellationToken.None)).Diagnostic.Code);
    }

    private static CompressionCache Store(TempFolder temp, string content)
    {
        var cache = new CompressionCache(temp["cache"], new DiagnosticList());
        File.WriteAllText(temp["file"], content);
        cache.StoreCandidate(Key, temp["file"], new CandidateRecord(CompressionCache.HashOf(temp["file"]), content.Length, [], [], null, new Dictionary<string, string>(), []));
        return cache;
    }
}
