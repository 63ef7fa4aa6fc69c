using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Onnx;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.Search;

[TestClass]
public sealed class CandidateStoreTests
{
    private const string Text = "input x: float[4,4,6,6] w = const float[16,4,3,3] seed 1 b = const float[16] seed 2 c = Conv(x, w, b) y = Relu(c) output y";

    [TestMethod]
    public void A_recipe_is_built_once_and_then_found_even_by_another_store()
    {
        using var bench = new SearchBench(Text, calibrated: true);
        var first = bench.Store.Get(Options(bench), CancellationToken.None);
        var bytes = File.ReadAllBytes(first.Path);
        var again = bench.Store.Get(Options(bench), CancellationToken.None);
        using var other = bench.NewStore();
        var found = other.Get(Options(bench), CancellationToken.None);

        Assert.IsTrue(bench.Store.HasBuilt);
        Assert.IsFalse(other.HasBuilt);
        Assert.AreEqual((first.Path, first.Path), (again.Path, found.Path));
        Assert.AreEqual(first.Record.Sha256, found.Record.Sha256);
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(found.Path));
        Assert.AreEqual(1, bench.Built);
    }

    [TestMethod]
    public void Another_recipe_is_another_candidate()
    {
        using var bench = new SearchBench(Text, calibrated: true);
        var eight = bench.Store.Get(Options(bench), CancellationToken.None);
        var four = bench.Store.Get(Options(bench) with { Node = bench.Request.Options.Node with { WeightBits = 4 } }, CancellationToken.None);

        Assert.AreNotEqual(eight.Record.Sha256, four.Record.Sha256);
        Assert.AreEqual(2, bench.Built);
    }

    [TestMethod]
    public void What_is_not_in_the_cache_is_an_error_when_nothing_may_be_computed()
    {
        using var bench = new SearchBench(Text, calibrated: true);
        using var store = bench.NewStore(bench.Request with { CacheOnly = true });

        Assert.AreEqual(Codes.NotInCache, Assert.ThrowsExactly<UserErrorException>(() => store.Get(Options(bench), CancellationToken.None)).Diagnostic.Code);
        bench.Store.Get(Options(bench), CancellationToken.None);
        Assert.IsTrue(File.Exists(store.Get(Options(bench), CancellationToken.None).Path));
    }

    [TestMethod]
    public void Sketches_are_not_kept_and_raise_nothing()
    {
        using var bench = new SearchBench(Text, calibrated: true);
        var (path, record) = bench.Store.Sketch(Options(bench), CancellationToken.None);

        Assert.HasCount(1, record.Layers);
        Assert.IsTrue(File.Exists(path));
        Assert.IsFalse(bench.Store.HasBuilt);
        bench.Store.Dispose();
        Assert.IsFalse(File.Exists(path));
        Assert.IsEmpty(bench.Diagnostics.Items);
    }

    [TestMethod]
    public void Float_model_computes_what_the_original_computes()
    {
        using var bench = new SearchBench(Text, calibrated: true);

        SameOutputs.Check(OnnxReader.Read(bench.OriginalPath), bench.Store.FloatModel(Options(bench)), tolerance: 1e-6);
    }

    [TestMethod]
    public void Model_that_is_left_as_it_is_keeps_its_bytes_and_its_reasons()
    {
        using var bench = new SearchBench(Text.Replace("seed 1", "fill nan", StringComparison.Ordinal), calibrated: true);
        var candidate = bench.Store.Get(Options(bench), CancellationToken.None);

        CollectionAssert.AreEqual(File.ReadAllBytes(bench.OriginalPath), File.ReadAllBytes(candidate.Path));
        Assert.AreEqual(bench.OriginalBytes, candidate.Record.SizeBytes);
        Assert.Contains("not finite", candidate.Record.Skipped.Single().Why);
        Assert.AreEqual("Static", candidate.Record.Recipe["Quantization"]);
    }

    private static CompressionOptions Options(SearchBench bench) => bench.Request.Options with { Quantization = "Static" };
}
