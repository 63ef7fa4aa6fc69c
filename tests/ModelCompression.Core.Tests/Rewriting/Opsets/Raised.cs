using ModelCompression.Ir;
using ModelCompression.Rewriting.Opsets;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Opsets;

/// <summary>Raises models and compares what ONNX Runtime computes before and after, bit for bit.</summary>
internal static class Raised
{
    /// <summary>Asserts that <paramref name="before"/> becomes <paramref name="after"/> (without its opset line) and computes the same.</summary>
    public static void Becomes(string before, string after)
    {
        var model = Same(before);
        Assert.IsNull(GraphText.Difference("opset 13 " + after, model), "The structure differs.");
    }

    /// <summary>Asserts that the model is raised and computes the same; returns it.</summary>
    public static Model Same(string before)
    {
        var model = GraphText.Parse(before);
        Assert.IsNull(OpsetConversion.Raise(model)?.Why);
        Assert.AreEqual(OpsetConversion.Target, model.Opset);
        GraphVerifier.Verify(model, "raising");
        SameOutputs.Check(GraphText.Parse(before), model, tolerance: 0);
        SameOutputs.Check(GraphText.Parse(before), model, tolerance: 0, optimize: true);
        return model;
    }

    /// <summary>Asserts that the model stays as it is, for a reason that contains <paramref name="why"/>.</summary>
    public static void Stays(string before, string why)
    {
        var model = GraphText.Parse(before);
        var printed = GraphText.Print(model);
        var skipped = OpsetConversion.Raise(model);
        Assert.IsNotNull(skipped);
        Assert.Contains(why, skipped.Why);
        Assert.AreEqual(printed, GraphText.Print(model), "The graph was changed.");
    }
}
