using System.Text;
using ModelCompression.Onnx;
using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Signature;
using ModelCompression.Testing;

namespace ModelCompression.Tasks.Tests.Accessor;

/// <summary>Accessors of real models, compiled with an app that uses them, and run.</summary>
[TestClass]
public sealed class AccessorRunTests
{
    private const string Digits = """
        input image: float[N,1,2,2]
        w = const float[4,3] {1, 0, 0,  0, 1, 0,  0, 0, 1,  1, 1, 1}
        flat: float[N,4] = Flatten(image)
        logits: float[N,3] = MatMul(flat, w)
        output logits: float[N,3]
        """;

    [TestMethod]
    public void Runs_a_model_from_its_embedded_bytes() => Assert.AreEqual(
        "5,6,7 | 1,3 | 5,6,7,5,6,7 | 2,3 | -1,1,2,2 | image",
        Run(Digits, """
            using var model = new Digits();
            float[] image = [1, 2, 3, 4];
            var one = model.Run(image);
            var two = model.Run(new DigitsInput { Image = new float[] { 1, 2, 3, 4, 1, 2, 3, 4 } });
            return string.Join(" | ", string.Join(",", one.Logits), string.Join(",", one.LogitsShape), string.Join(",", two.Logits), string.Join(",", two.LogitsShape),
                string.Join(",", Digits.Inputs.Image.Shape.ToArray()), Digits.Inputs.Image.Name);
            """));

    [TestMethod]
    public void Creates_sessions_and_streams_of_the_same_model() => Assert.AreEqual(
        "image logits True",
        Run(Digits, """
            using var options = new SessionOptions { IntraOpNumThreads = 1 };
            using var session = Digits.CreateSession(options);
            using var model = new Digits(options);
            using var stream = Digits.OpenModel();
            return $"{session.InputNames[0]} {model.Session.OutputNames[0]} {stream.Length > 0}";
            """));

    [TestMethod]
    [DataRow("model.Run(new float[5])", "Input 'image' takes float[N, 1, 2, 2]: expected a multiple of 4 values, but 5 were given.")]
    [DataRow("model.Run(new DigitsInput { Image = new float[4], ImageShape = [2, 1, 2, 2] })", "Input 'image' takes float[N, 1, 2, 2]: expected 8 values, but 4 were given.")]
    [DataRow("model.Run(new DigitsInput { Image = new float[4], ImageShape = [1, 1, 4, 1] })", "Input 'image' takes float[N, 1, 2, 2] with at most one dimension left open, not the shape [1, 1, 4, 1].")]
    [DataRow("model.Run(new DigitsInput { Image = new float[4], ImageShape = [1, 4] })", "Input 'image' takes float[N, 1, 2, 2] with at most one dimension left open, not the shape [1, 4].")]
    public void Wrong_lengths_name_input_and_counts(string call, string message) => Assert.AreEqual(
        message,
        Run(Digits, $$"""
            using var model = new Digits();
            try
            {
                return {{call}}.ToString();
            }
            catch (ArgumentException problem)
            {
                return problem.Message;
            }
            """));

    [TestMethod]
    public void Runs_no_rows_at_all() => Assert.AreEqual(
        "0,3 0,3",
        Run(Digits, """
            using var model = new Digits();
            return string.Join(",", model.Run([]).LogitsShape) + " " + string.Join(",", model.Run(new DigitsInput { Image = default }).LogitsShape);
            """));

    [TestMethod]
    public void Works_out_one_open_dimension_of_a_given_shape() => Assert.AreEqual(
        "1,2,3,4,5,6 | 3,2 | 2,3",
        Run("""
            input x: float[rows,columns]
            y: float[rows,columns] = Identity(x)
            output y: float[rows,columns]
            """, """
            using var model = new Digits();
            float[] x = [1, 2, 3, 4, 5, 6];
            var first = model.Run(x, [-1, 2]);
            var second = model.Run(new DigitsInput { X = x, XShape = [2, -1] });
            return string.Join(" | ", string.Join(",", first.Y), string.Join(",", first.YShape), string.Join(",", second.YShape));
            """));

    [TestMethod]
    [DataRow("float", "float", "1, 2")]
    [DataRow("double", "double", "1, 2")]
    [DataRow("int8", "sbyte", "-1, 2")]
    [DataRow("uint8", "byte", "1, 255")]
    [DataRow("int16", "short", "-1, 2")]
    [DataRow("uint16", "ushort", "1, 65535")]
    [DataRow("int32", "int", "-1, 2")]
    [DataRow("uint32", "uint", "1, 2")]
    [DataRow("int64", "long", "-1, 2")]
    [DataRow("uint64", "ulong", "1, 2")]
    [DataRow("bool", "bool", "true, false")]
    [DataRow("float16", "Float16", "(Float16)1.5f, (Float16)2f")]
    [DataRow("bfloat16", "BFloat16", "(BFloat16)1.5f, (BFloat16)2f")]
    [DataRow("string", "string", "\"a\", \"\\u00e9\\U0001F600\"")]
    public void Carries_every_element_type(string onnx, string csharp, string values) => Assert.AreEqual(
        "True True",
        Run($$"""
            input x: {{onnx}}[N]
            y: {{onnx}}[N] = Identity(x)
            output y: {{onnx}}[N]
            """, $$"""
            using var model = new Digits();
            var values = new {{csharp}}[] { {{values}} };
            return $"{model.Run(values).Y.SequenceEqual(values)} {model.Run(new DigitsInput { X = values }).Y.SequenceEqual(values)}";
            """));

    [TestMethod]
    public void Runs_bytes_the_caller_has() => Assert.AreEqual(
        "5,6,7",
        Run(Digits, """
            using var stream = Digits.OpenModel();
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            using var model = new Digits(bytes);
            return string.Join(",", model.Run(new float[] { 1, 2, 3, 4 }).Logits);
            """));

    [TestMethod]
    public void Runs_a_model_from_a_file_beside_the_app()
    {
        var relative = $"{nameof(Runs_a_model_from_a_file_beside_the_app)}/digits.onnx";
        var path = Path.Combine(AppContext.BaseDirectory, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // the path has a folder
        try
        {
            OnnxWriter.Write(GraphText.Parse(Digits), path);
            var options = new AccessorOptions("Digits", "App.Models", "internal", "", "", "digits.onnx", 1, relative);
            var found = Run(ModelSignatureReader.Read(path), options, """
                using var model = new Digits();
                using var stream = Digits.OpenModel();
                return string.Join(",", model.Run(new float[] { 1, 2, 3, 4 }).Logits) + " " + stream.Length;
                """, new Dictionary<string, byte[]>());
            Assert.AreEqual($"5,6,7 {new FileInfo(path).Length}", found);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true); // the path has a folder
        }
    }

    [TestMethod]
    public void Runs_many_times_at_once() => Assert.AreEqual(
        "True",
        Run(Digits, """
            using var model = new Digits();
            return Enumerable.Range(0, 64).AsParallel().All(i => model.Run(new float[] { i, 0, 0, 1 }).Logits.SequenceEqual(new float[] { i + 1, 1, 1 })).ToString();
            """));

    [TestMethod]
    public void Run_after_Dispose_is_an_exception() => Assert.AreEqual(
        "Digits",
        Run(Digits, """
            var model = new Digits();
            model.Dispose();
            model.Dispose();
            try
            {
                return model.Run(new float[4]).ToString();
            }
            catch (ObjectDisposedException problem)
            {
                return problem.ObjectName;
            }
            """));

    [TestMethod]
    [DataRow("{\"summary\": \"4.0 MB to 1.1 MB\", \"bytes\": 1}", "4.0 MB to 1.1 MB")]
    [DataRow("{\"bytes\": 1}", "null")]
    [DataRow("[1]", "null")]
    [DataRow(null, "null")]
    public void Summary_is_the_line_of_the_embedded_object(string? json, string line) =>
        Assert.AreEqual($"{line} / {json ?? "null"}", Run(Digits, """return $"{Digits.CompressionSummary ?? "null"} / {Digits.CompressionSummaryJson ?? "null"}";""", json));

    /// <summary>Generates the accessor <c>Digits</c> of the graph, compiles it with a method of this body, and returns what the method returns.</summary>
    private static string? Run(string graph, string body, string? summary = null)
    {
        using var folder = new TempFolder();
        var path = folder["digits.onnx"];
        OnnxWriter.Write(GraphText.Parse(graph), path);
        var options = Signatures.Options();
        var resources = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { [options.ResourceName] = File.ReadAllBytes(path) };
        if (summary is not null)
        {
            resources[options.SummaryResourceName] = Encoding.UTF8.GetBytes(summary);
        }

        return Run(ModelSignatureReader.Read(path), options, body, resources);
    }

    private static string? Run(ModelSignature signature, AccessorOptions options, string body, IReadOnlyDictionary<string, byte[]> resources)
    {
        var app = $$"""
            using System;
            using System.Linq;
            using Microsoft.ML.OnnxRuntime;
            namespace App.Models;
            internal static class Program
            {
                public static string? Main()
                {
                    {{body}}
                }
            }
            """;
        var program = AccessorCompiler.Load(resources, AccessorGenerator.Generate(signature, options), app).GetType("App.Models.Program");
        return (string?)program?.GetMethod("Main")?.Invoke(null, null);
    }
}
