using ModelCompression.Analysis;
using ModelCompression.Compression;

namespace ModelCompression.Engine.Tests.Protocol;

[TestClass]
public sealed class OptionValuesTests
{
    [TestMethod]
    public void Value_that_is_not_supported_is_one_coded_error_for_every_option()
    {
        using var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        var options = new OptionDefinitions(new Catalog()).All.Where(option => !option.ProjectOnly).ToList();
        var request = new Request(workspace) { IsBuildServer = true };
        foreach (var option in options)
        {
            request.Item(option.Name, "model.onnx", (option.Name, "no-such-value"));
        }

        var answer = request.Run().Exits(2);
        string CodeOf(OptionDefinition option) => option.Name switch
        {
            "Recipe" => "MC2013",
            "Preprocess" => "MC2011",
            _ when option.Kind == OptionKind.Path => "MC2005",
            _ => "MC0004",
        };
        CollectionAssert.AreEqual(options.Select(option => $"{option.Name}: {CodeOf(option)}").ToArray(), answer.CodedErrors.ToArray());
        foreach (var line in answer.OfType("error"))
        {
            StringAssert.Contains(Answer.Text(line, "message"), "no-such-value");
        }
    }

    [TestMethod]
    [DataRow("Sparsity", "1,5", "decimal point")]
    [DataRow("Sparsity", "50%", "from 0 to 1")]
    [DataRow("MaxMinutes", "0", "at least 0.01|from 0.01")]
    [DataRow("Seed", "1.5", "whole number")]
    [DataRow("MaxSize", "2 TB", "2MB")]
    [DataRow("MaxMetricDrop", "NaN", "a number")]
    [DataRow("Quantization", "Int3", "Allowed: None, Dynamic, Embedding, Float16, Static, WeightOnly.")]
    [DataRow("Quantization", "Static", "CalibrationData")]
    [DataRow("Pruning", "Magnitude", "Sparsity")]
    public void Message_says_what_is_allowed(string name, string value, string remedy)
    {
        using var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        var error = new Request(workspace).Item("a", "model.onnx", (name, value)).Run().Exits(2).OfType("error").Single();
        Assert.AreEqual("MC0004", Answer.Text(error, "code"));
        var message = Answer.Text(error, "message");
        Assert.IsTrue(remedy.Split('|').Any(part => message.Contains(part, StringComparison.Ordinal)), message);
    }
}
