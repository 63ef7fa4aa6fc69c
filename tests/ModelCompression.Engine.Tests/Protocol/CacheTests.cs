namespace ModelCompression.Engine.Tests.Protocol;

[TestClass]
public sealed class CacheTests
{
    private static readonly (string Name, string Value)[] Data = [("CalibrationData", "calibration.npz"), ("ValidationData", "validation.npz")];

    [TestMethod]
    public void Two_engines_compress_the_same_item_once()
    {
        using var workspace = Create();
        var first = new Request(workspace).Item("a", "model.onnx", Data).Write("first.json");
        var second = new Request(workspace).Item("b", "model.onnx", Data).Write("second.json");
        using var one = new EngineProcess(workspace, ["request", first]);
        using var two = new EngineProcess(workspace, ["request", second]);
        string[] work = [.. Answer.Of(one.Finish()).Exits(0).Work, .. Answer.Of(two.Finish()).Exits(0).Work];
        CollectionAssert.AreEquivalent(new[] { "cached", "compressed" }, work.Select(item => item[3..]).ToArray());
        CollectionAssert.AreEqual(File.ReadAllBytes(workspace["obj/a.onnx"]), File.ReadAllBytes(workspace["obj/b.onnx"]));
    }

    [TestMethod]
    [DataRow("model.onnx", "compressed")]
    [DataRow("candidate.json", "compressed")]
    [DataRow("*.evaluation.json", "evaluated")]
    public void Damaged_entry_is_computed_again(string pattern, string work)
    {
        using var workspace = Create();
        var request = new Request(workspace).Item("a", "model.onnx", Data);
        request.Run().Exits(0);
        var file = Directory.EnumerateFiles(request.CacheFolder, pattern, SearchOption.AllDirectories).Single();
        var output = File.ReadAllBytes(workspace["obj/a.onnx"]);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^20]);
        Assert.AreEqual("a: " + work, request.Run().Exits(0).Work.Single());
        CollectionAssert.AreEqual(output, File.ReadAllBytes(workspace["obj/a.onnx"]));
        Assert.AreEqual("a: cached", request.Run().Exits(0).Work.Single());
    }

    [TestMethod]
    public void Cache_holds_nothing_but_entries_and_their_locks()
    {
        using var workspace = Create();
        var request = new Request(workspace).Item("a", "model.onnx", Data).Item("b", "absent.onnx");
        request.Run().Exits(2);
        var files = Directory.EnumerateFiles(request.CacheFolder, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).ToArray();
        Assert.HasCount(6, files);
        CollectionAssert.IsSubsetOf(new[] { "candidate.json", "model.onnx" }, files);
        Assert.ContainsSingle(files.Where(file => file.EndsWith(".evaluation.json", StringComparison.Ordinal)));
        Assert.ContainsSingle(files.Where(file => file.EndsWith(".search.json", StringComparison.Ordinal)));
        Assert.HasCount(2, files.Where(file => file.EndsWith(".lock", StringComparison.Ordinal))); // of the search and of the candidate
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(Path.Combine(request.CacheFolder, "scratch")));
    }

    [TestMethod]
    public void Cache_that_cannot_be_written_is_a_coded_error()
    {
        using var workspace = Create();
        workspace.Write("file", "no folder");
        var answer = new Request(workspace) { CacheFolder = workspace["file/cache"] }.Item("a", "model.onnx", Data).Run().Exits(2);
        CollectionAssert.AreEqual(new[] { "a: MC0006" }, answer.CodedErrors.ToArray());
        StringAssert.Contains(Answer.Text(answer.OfType("error").Single(), "message"), "ModelCompressionCacheDirectory");
    }

    [TestMethod]
    public void Without_a_folder_the_users_cache_is_used()
    {
        using var workspace = Create();
        new Request(workspace) { CacheFolder = "" }.Item("a", "model.onnx", Data).Run().Exits(0);
        Assert.IsTrue(Directory.Exists(Path.Combine(workspace.Aside("user-cache"), "ModelCompression.Build")));
    }

    private static Workspace Create()
    {
        var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        return workspace;
    }
}
