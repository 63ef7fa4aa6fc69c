using System.Text.Json;

namespace ModelCompression.Tasks.Tests;

[TestClass]
public sealed class CompressModelsTests
{
    private const string Digits = "models/digits.onnx";

    private readonly TaskProject _project = new("<CompressModel Include=\"other.onnx\" />", "<CompressModel Include=\"models/digits.onnx\" />");

    [TestInitialize]
    public void WriteModel() => _project.Write(Digits, "the model");

    [TestCleanup]
    public void Delete() => _project.Dispose();

    [TestMethod]
    public void Writes_the_output_newer_than_everything_before_and_says_the_summary_at_high_importance()
    {
        var before = DateTime.UtcNow.AddSeconds(-1);

        Assert.IsTrue(Run());

        var output = _project["obj/models/digits.onnx"];
        Assert.AreEqual("the model", File.ReadAllText(output));
        Assert.IsGreaterThan(before, File.GetLastWriteTimeUtc(output));
        var summary = _project.Log.Messages.Single(message => message.Message == "digits.onnx: 1.7 MB -> 0.4 MB");
        Assert.AreEqual(Microsoft.Build.Framework.MessageImportance.High, summary.Importance);
        Assert.AreEqual("ModelCompression: engine started for 1 item", _project.Log.Messages[0].Message);
    }

    [TestMethod]
    public void Hands_over_absolute_paths_and_the_metadata_as_written()
    {
        Assert.IsTrue(Run(("CalibrationData", "data/cal \"é\""), ("MaxMetricDrop", "0.01"), ("Recipe", "a%3bb"), ("Empty", "")));

        using var request = JsonDocument.Parse(File.ReadAllText(_project["cache/request-0.json"]));
        var root = request.RootElement;
        Assert.AreEqual(1, root.GetProperty("schema").GetInt32());
        Assert.AreEqual(2, root.GetProperty("maxThreads").GetInt32());
        Assert.AreEqual("Compress", root.GetProperty("mode").GetString());
        Assert.AreEqual(_project.Directory, root.GetProperty("projectDirectory").GetString());
        Assert.AreEqual(_project["cache"], root.GetProperty("cacheDirectory").GetString());
        var item = root.GetProperty("items")[0];
        Assert.AreEqual(Digits, item.GetProperty("id").GetString());
        Assert.AreEqual(_project[Digits], item.GetProperty("model").GetString());
        Assert.AreEqual(_project["obj/models/digits.onnx"], item.GetProperty("output").GetString());
        Assert.AreEqual(_project["obj/models/digits.summary.json"], item.GetProperty("summary").GetString());
        Assert.AreEqual(_project["obj/models/digits.report"], item.GetProperty("reportDirectory").GetString());
        var metadata = item.GetProperty("metadata").EnumerateObject().Select(metadatum => $"{metadatum.Name}={metadatum.Value.GetString()}");
        Assert.AreEqual("CalibrationData=data/cal \"é\"|MaxMetricDrop=0.01|Recipe=a;b", string.Join("|", metadata));
    }

    [TestMethod]
    public void The_engine_gets_no_settings_of_the_build_and_no_telemetry()
    {
        Assert.IsTrue(Run());

        var environment = File.ReadAllLines(_project["cache/environment-0.txt"]);
        Assert.Contains("ORT_DISABLE_TELEMETRY=1", environment);
        Assert.IsFalse(environment.Any(line => line.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)), string.Join("\n", environment));
    }

    [TestMethod]
    [DataRow("Gate", "MC1001", "Top1 0.5 is below 0.9")]
    [DataRow("UserError", "MC2005", "Data set 'nowhere' does not exist.")]
    [DataRow("Bug", "MC9001", "A bug.")]
    public void An_error_of_the_engine_stands_at_the_line_of_the_item(string fake, string code, string message)
    {
        _project.Write("obj/models/digits.onnx", "from an earlier build");

        Assert.IsFalse(Run(("Fake", fake)));

        var error = _project.Log.Errors.Single();
        Assert.AreEqual((code, message), (error.Code, error.Message));
        Assert.AreEqual((_project.ProjectFile, 4, 6), (error.File, error.LineNumber, error.ColumnNumber));
        Assert.IsFalse(File.Exists(_project["obj/models/digits.onnx"]));
    }

    [TestMethod]
    public void Warnings_and_notes_are_no_failure()
    {
        Assert.IsTrue(Run(("Fake", "Diagnostics")));

        var warning = _project.Log.Warnings.Single();
        Assert.AreEqual(("MC0005", "a warning [data/cal.npz]", 4), (warning.Code, warning.Message, warning.LineNumber));
        Assert.AreEqual("a note", _project.Log.Messages.Single(message => message.Code == "MC3001").Message);
        Assert.IsTrue(_project.Log.Messages.Any(message => message.Message == Digits + ": calibrating {0} \"ü\"\nline"));
    }

    [TestMethod]
    [DataRow("Crash", "something went wrong")]
    [DataRow("Spam", "line 4992 error MC1: 5.1 %\nline 4993 error")]
    [DataRow("Garbage", "no JSON {\n{\"t\":\"error\",\"code\":1}")]
    [DataRow("Silent", "failed without an error (exit code 1)")]
    public void An_engine_that_dies_or_says_nonsense_is_one_error_with_its_last_words(string fake, string words)
    {
        Assert.IsFalse(Run(("Fake", fake)));

        var error = _project.Log.Errors.Single();
        Assert.AreEqual("MC1000", error.Code);
        Assert.Contains(words, error.Message ?? "");
    }

    [TestMethod]
    public void A_missing_output_is_an_error()
    {
        Assert.IsFalse(Run(("Fake", "NoOutput")));

        Assert.AreEqual("MC1000", _project.Log.Errors.Single().Code);
    }

    [TestMethod]
    [DataRow("Hang")]
    [DataRow("Deaf")]
    public void Cancelling_ends_the_engine_without_an_error(string fake)
    {
        var task = _project.Compress(TaskProject.Model(Digits, ("Fake", fake)));
        _project.Log.OnMessage = message =>
        {
            if (message.StartsWith(fake == "Hang" ? ": hanging" : "ModelCompression: engine started", StringComparison.Ordinal))
            {
                new Thread(task.Cancel).Start();
            }
        };

        Assert.IsFalse(task.Execute());

        Assert.IsEmpty(_project.Log.Errors);
    }

    [TestMethod]
    public void No_host_an_old_SDK_or_no_engine_is_an_error_that_says_what_to_do()
    {
        var noHost = _project.Compress(TaskProject.Model(Digits));
        noHost.Host = "";
        var oldSdk = _project.Compress(TaskProject.Model(Digits));
        oldSdk.SdkFrameworkVersion = "9.0";
        var noEngine = _project.Compress(TaskProject.Model(Digits));
        noEngine.Engine = _project["nowhere.dll"];

        foreach (var task in new[] { noHost, oldSdk, noEngine })
        {
            Assert.IsFalse(task.Execute());
        }

        Assert.AreEqual("MC0001 MC0001 MC0001", string.Join(" ", _project.Log.Errors.Select(error => error.Code)));
        Assert.Contains("this build uses the SDK of .NET 9.0", _project.Log.Errors[1].Message ?? "");
    }

    [TestMethod]
    public void A_number_of_threads_that_is_none_is_an_error()
    {
        var task = _project.Compress(TaskProject.Model(Digits));
        task.MaxThreads = "many";

        Assert.IsFalse(task.Execute());

        Assert.AreEqual("MC0004", _project.Log.Errors.Single().Code);
    }

    private bool Run(params (string Name, string Value)[] metadata) => _project.Compress(TaskProject.Model(Digits, metadata)).Execute();
}
