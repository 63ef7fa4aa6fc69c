using ModelCompression.Onnx;
using ModelCompression.Tasks.Accessor;
using ModelCompression.Testing;

namespace ModelCompression.Tasks.Tests.Preprocessing;

/// <summary>What a build makes of the preprocessing specs of its items.</summary>
[TestClass]
public sealed class ImageInputsTests
{
    private const string Spec = """{"schema":1,"inputs":{"image":{"type":"image","steps":[{"resize":{"mode":"stretch","size":8}}]}}}""";

    private readonly TaskProject _project = new("<CompressModel Include=\"other.onnx\" />", "<CompressModel Include=\"models/small.onnx\" Preprocess=\"small.json\" />");

    [TestInitialize]
    public void WriteModel()
    {
        Directory.CreateDirectory(_project["models"]);
        OnnxWriter.Write(GraphText.Parse("input image: float[N,3,8,8]\ninput ids: int64[N]\ny: float[N,3,8,8] = Relu(image)\noutput y: float[N,3,8,8]"), _project["models/small.onnx"]);
    }

    [TestCleanup]
    public void Delete() => _project.Dispose();

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(true, false)]
    [DataRow(false, true)]
    public void Accessor_and_its_code_are_the_same_in_every_kind_of_build(bool passThrough, bool designTime)
    {
        var (isGood, files) = Prepare(Spec, passThrough, designTime);

        Assert.IsTrue(isGood);
        CollectionAssert.AreEqual(new[] { "App.Small.g.cs", RuntimeSource.FileName }, files);
        Assert.Contains("public static float[] PreprocessImage(", Accessor);
        Assert.AreEqual(RuntimeSource.Read(), File.ReadAllText(Path.Combine(_project.Intermediate, RuntimeSource.FileName)));
        Assert.IsEmpty(_project.Log.Warnings);
    }

    [TestMethod]
    [DataRow("small.json", """{"do_resize":true,"size":{"height":224,"width":224}}""")]
    [DataRow("small.json", """["no","spec"]""")]
    [DataRow("small.json", """{"schema":1,"inputs":{"ids":{"type":"text","tokenizer":"unheard"},"image":{"type":"tensor"}}}""")]
    [DataRow("small.json", """{"schema":1,"inputs":{"ids":{"type":"unheard"}},"outputs":7,"more":1}""")]
    [DataRow("small.txt", "[PAD]\n[UNK]\n")]
    public void What_is_no_image_is_left_to_the_engine(string name, string content)
    {
        var (isGood, files) = Prepare(content, name: name);

        Assert.IsTrue(isGood);
        CollectionAssert.AreEqual(new[] { "App.Small.g.cs" }, files);
        Assert.DoesNotContain("Preprocess", Accessor);
        Assert.IsEmpty(_project.Log.Errors);
    }

    [TestMethod]
    [DataRow("MC2011", """{"schema":1,"inputs":{"image":{"type":"image","colour":"RGB"}}}""", "Preprocessing spec 'small.json': 'inputs.image.colour' is not a known key; allowed here: type, color,")]
    [DataRow("MC2011", """{"schema":2,"inputs":{}}""", "'schema' holds 2")]
    [DataRow("MC2011", """{"schema":1}""", "'inputs' is missing")]
    [DataRow("MC2011", """{"schema":1,"inputs":{"x":{"type":"image"}}}""", "'inputs.x' is no input of the model. The model's inputs are: image, ids.")]
    [DataRow("MC2011", """{"schema":1,""", "the file is no valid JSON: expected a name in quotes, not the end of the file (line 1, column 13).")]
    [DataRow("MC2011", null, "Preprocessing spec 'small.json': the file does not exist.")]
    [DataRow("MC2004", """{"schema":1,"inputs":{"image":{"type":"image","dtype":"float16"}}}""", "'inputs.image.dtype' makes float16 elements; the model's input takes float.")]
    public void A_wrong_spec_is_an_error_at_the_item_and_a_warning_in_a_design_time_build(string code, string? content, string part)
    {
        Assert.IsFalse(Prepare(content).IsGood);
        var error = _project.Log.Errors.Single();
        Assert.AreEqual((code, "App.csproj", 4), (error.Code, Path.GetFileName(error.File), error.LineNumber));
        Assert.Contains(part, error.Message ?? "");

        var (isGood, files) = Prepare(content, designTime: true);
        Assert.IsTrue(isGood);
        CollectionAssert.AreEqual(new[] { "App.Small.g.cs" }, files);
        Assert.AreEqual(code, _project.Log.Warnings.Single().Code);
    }

    [TestMethod]
    public void Bytes_that_are_no_text_are_an_error()
    {
        File.WriteAllBytes(_project["small.json"], [.. "{\"schema\":1,\"a\":\""u8, 0xFF, .. "\"}"u8]);

        Assert.IsFalse(Prepare().IsGood);

        Assert.Contains("is no valid JSON", _project.Log.Errors.Single().Message ?? "");
    }

    [TestMethod]
    public void A_change_of_the_spec_changes_the_accessor_and_nothing_else_does()
    {
        Prepare(Spec);
        var first = (Accessor, Time);
        File.SetLastWriteTimeUtc(AccessorPath, Time.AddHours(-1));
        Prepare("\uFEFF  " + Spec);
        Assert.AreEqual((first.Accessor, first.Time.AddHours(-1)), (Accessor, Time));

        Prepare(Spec.Replace("stretch", "letterbox", StringComparison.Ordinal));

        Assert.AreNotEqual(first.Accessor, Accessor);
        Assert.Contains("ResizeMode.Letterbox", Accessor);
    }

    private string AccessorPath => Path.Combine(_project.Intermediate, "App.Small.g.cs");

    private string Accessor => File.ReadAllText(AccessorPath);

    private DateTime Time => File.GetLastWriteTimeUtc(AccessorPath);

    /// <summary>Runs the task with the spec's content; null leaves the file as it is.</summary>
    private (bool IsGood, string[] Files) Prepare(string? content = null, bool passThrough = false, bool designTime = false, string name = "small.json")
    {
        if (content is not null)
        {
            _project.Write(name, content);
        }

        var task = _project.Prepare(TaskProject.Model("models/small.onnx", ("Preprocess", name)));
        task.PassThrough = passThrough;
        task.DesignTime = designTime;
        var isGood = task.Execute();
        return (isGood, [.. task.Accessors.Select(file => Path.GetFileName(file.ItemSpec))]);
    }
}
