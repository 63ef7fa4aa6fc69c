using ModelCompression.Onnx;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Engine.Tests.Protocol;

/// <summary>Everything a user can get wrong is one coded error with a remedy, and no input is touched.</summary>
[TestClass]
public sealed class BadInputTests
{
    private const string Tiny = "input x: float[N,4]\ny = Relu(x)\noutput y: float[N,4]\n";

    [TestMethod]
    public void Models()
    {
        using var workspace = Create();
        Directory.CreateDirectory(workspace["folder.onnx"]);
        workspace.Write("truncated.onnx", Classifier.Model()[..^100]);
        workspace.Write("empty.onnx", "");
        workspace.Write("text.onnx", "<html>not a model</html>");
        workspace.Write("pointer.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:" + new string('0', 64) + "\nsize 12345\n");
        workspace.Write("ir.onnx", Classifier.ToBytes("ir 99\n" + Tiny));
        workspace.Write("opset.onnx", Classifier.ToBytes("opset 99\n" + Tiny));
        workspace.Write("rejected.onnx", Classifier.ToBytes("input x: float[N,4]\ny = NoSuchOperator(x)\noutput y: float[N,4]\n"));
        OnnxWriter.Write(GraphText.Parse(Classifier.ModelText), workspace["external.onnx"], maxBytes: 1000);
        File.Delete(workspace["external.onnx.data"]);
        Fail(workspace,
            new("absent", "MC2001", "absent.onnx", []),
            new("folder", "MC2001", "folder.onnx", []),
            new("truncated", "MC2002", "truncated.onnx", []),
            new("empty", "MC2002", "empty.onnx", []),
            new("text", "MC2002", "text.onnx", []),
            new("pointer", "MC2003", "pointer.onnx", [], "git lfs pull"),
            new("ir", "MC2009", "ir.onnx", [], "99"),
            new("opset", "MC2009", "opset.onnx", [], "99"),
            new("external", "MC2010", "external.onnx", [], "external.onnx.data"),
            new("rejected", "MC2012", "rejected.onnx", [], "NoSuchOperator"));
    }

    [TestMethod]
    public void Data()
    {
        using var workspace = Create();
        var images = Classifier.Images(2, seed: 1);
        workspace.Write("name.npz", Classifier.Npz(("picture", images)));
        workspace.Write("shape.npz", Classifier.Npz(("image", Classifier.Images(1, seed: 1).Reshape(new Shape([2, 1, 4, 8])))));
        workspace.Write("none.npz", Classifier.Npz(("image", Classifier.Images(0, seed: 1))));
        workspace.Write("range.npz", Classifier.Npz(("image", images), ("label", TensorData.Int64s(new Shape([2]), 1, 10))));
        workspace.Write("negative.npz", Classifier.Npz(("image", images), ("label", TensorData.Int64s(new Shape([2]), 1, -1))));
        workspace.Write("damaged.npz", Classifier.Labelled(2, seed: 1)[..200]);
        workspace.Write("pointer.npz", "version https://git-lfs.github.com/spec/v1\noid sha256:" + new string('0', 64) + "\nsize 12345\n");
        Directory.CreateDirectory(workspace["folder"]);
        Fail(workspace,
            new("absent", "MC2005", "model.onnx", [("ValidationData", "absent.npz")], "absent.npz"),
            new("pattern", "MC2005", "model.onnx", [("ValidationData", "absent/*.npz")]),
            new("calibration", "MC2005", "model.onnx", [("CalibrationData", "absent.npz")], "absent.npz"),
            new("name", "MC2004", "model.onnx", [("ValidationData", "name.npz")], "image"),
            new("shape", "MC2004", "model.onnx", [("ValidationData", "shape.npz")], "8"),
            new("none", "MC2006", "model.onnx", [("ValidationData", "none.npz")]),
            new("folder", "MC2006", "model.onnx", [("ValidationData", "folder")]),
            new("damaged", "MC2008", "model.onnx", [("ValidationData", "damaged.npz")]),
            new("pointer", "MC2003", "model.onnx", [("ValidationData", "pointer.npz")], "git lfs pull"),
            new("unlabelled", "MC2007", "model.onnx", [("ValidationData", "calibration.npz"), ("Metric", "Top1")], "Fidelity"),
            new("nodata", "MC2007", "model.onnx", [("Metric", "Top1")], "ValidationData"),
            new("range", "MC2007", "model.onnx", [("ValidationData", "range.npz")], "10"),
            new("negative", "MC2007", "model.onnx", [("ValidationData", "negative.npz")], "-1"));
    }

    [TestMethod]
    public void Specs()
    {
        using var workspace = Create();
        workspace.Write("brace.json", "{");
        workspace.Write("schema.json", """{"schema":2,"inputs":{}}""");
        workspace.Write("preprocessor_config.json", """{"do_resize":true,"size":{"shortest_edge":256},"resample":3,"do_center_crop":true,"crop_size":640,"do_normalize":false}""");
        workspace.Write("key.json", """{"schema":1,"inputs":{},"extra":1}""");
        Fail(workspace,
            new("brace", "MC2011", "model.onnx", [("ValidationData", "validation.npz"), ("Preprocess", "brace.json")]),
            new("schema", "MC2011", "model.onnx", [("ValidationData", "validation.npz"), ("Preprocess", "schema.json")], "1"),
            new("key", "MC2011", "model.onnx", [("ValidationData", "validation.npz"), ("Preprocess", "key.json")], "extra"),
            new("metadata", "MC2011", "model.onnx", [("ValidationData", "validation.npz"), ("Preprocess", "Metadata")], "there are none"),
            new("itself", "MC2011", "model.onnx", [("ValidationData", "validation.npz"), ("Preprocess", "model.onnx")], "Write \"metadata\""),
            new("frame", "MC2011", "model.onnx", [("ValidationData", "validation.npz"), ("Preprocess", "preprocessor_config.json")], "black frame"));
    }

    [TestMethod]
    public void Texts()
    {
        using var workspace = Create();
        TextModel.WriteTo(workspace);
        workspace.Write("short.csv", "a,b,1\na,b\n");
        workspace.Write("word.csv", "a,b,1\na,b,high\n");
        workspace.Write("empty.csv", "a,b,1\n,b,2\n");
        workspace.Write("equal.csv", "a,b,1\nb,a,1\n");
        workspace.Write("vocab-less.json", TextModel.Spec.Replace("vocab.txt", "none.txt", StringComparison.Ordinal));
        workspace.Write("special.txt", "a\nb\n[UNK]\n[CLS]\n");
        workspace.Write("special.json", TextModel.Spec.Replace("vocab.txt", "special.txt", StringComparison.Ordinal));
        workspace.Write("output.json", TextModel.Spec.Replace("\"embedded\"", "\"pooled\"", StringComparison.Ordinal));
        workspace.Write("undecoded.json", TextModel.Spec.Replace("embedding-meanpool", "identity", StringComparison.Ordinal));
        Fail(workspace,
            new("short", "MC2008", "text.onnx", [("ValidationData", "short.csv"), ("Preprocess", "text.json")], "line 2"),
            new("word", "MC2008", "text.onnx", [("ValidationData", "word.csv"), ("Preprocess", "text.json")], "'high' in line 2"),
            new("empty", "MC2008", "text.onnx", [("ValidationData", "empty.csv"), ("Preprocess", "text.json")], "empty text in line 2"),
            new("equal", "MC2007", "text.onnx", [("ValidationData", "equal.csv"), ("Preprocess", "text.json")], "different scores"),
            new("vocabless", "MC2011", "text.onnx", [("ValidationData", "pairs.csv"), ("Preprocess", "vocab-less.json")], "'none.txt', which does not exist"),
            new("special", "MC2011", "text.onnx", [("ValidationData", "pairs.csv"), ("Preprocess", "special.json")], "[SEP]"),
            new("output", "MC2011", "text.onnx", [("ValidationData", "pairs.csv"), ("Preprocess", "output.json")], "embedded"),
            new("undecoded", "MC2007", "text.onnx", [("ValidationData", "pairs.csv"), ("Preprocess", "undecoded.json")], "embedding-meanpool"),
            new("specless", "MC2011", "text.onnx", [("ValidationData", "pairs.csv")], "bert-wordpiece"),
            new("scoreless", "MC2007", "text.onnx", [("ValidationData", "lines.txt"), ("Preprocess", "text.json"), ("Metric", "Spearman")], "text,text,score"),
            new("classless", "MC2007", "text.onnx", [("ValidationData", "pairs.csv"), ("Preprocess", "text.json"), ("Metric", "Top1")], "class labels"));
    }

    private static void Fail(Workspace workspace, params Case[] cases)
    {
        var before = Contents(workspace);
        var request = new Request(workspace) { IsBuildServer = true };
        foreach (var item in cases)
        {
            request.Item(item.Id, item.Model, [.. item.Metadata, ("GateSeverity", "None")]);
        }

        var answer = request.Run().Exits(2);
        CollectionAssert.AreEqual(cases.Select(item => $"{item.Id}: {item.Code}").ToArray(), answer.CodedErrors.ToArray(), string.Join('\n', answer.Lines));
        foreach (var (item, line) in cases.Zip(answer.OfType("error")))
        {
            var message = Answer.Text(line, "message");
            StringAssert.Contains(message, item.Says);
            Assert.IsTrue(message.Length > 20 && message.EndsWith('.') && !message.Contains('\n', StringComparison.Ordinal), message);
            Assert.IsFalse(File.Exists(workspace[$"obj/{item.Id}.onnx"]));
        }

        CollectionAssert.AreEqual(before, Contents(workspace));
        Assert.IsEmpty(workspace.Strays);
    }

    /// <summary>Names and contents outside of <c>obj/</c>.</summary>
    private static string[] Contents(Workspace workspace) =>
    [
        .. workspace.Files.Where(file => !file.StartsWith("obj", StringComparison.Ordinal))
            .Select(file => file + (File.Exists(workspace[file]) ? Convert.ToHexString(File.ReadAllBytes(workspace[file])) : "")),
    ];

    private static Workspace Create()
    {
        var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        return workspace;
    }

    private sealed record Case(string Id, string Code, string Model, (string Name, string Value)[] Metadata, string Says = "");
}
