namespace ModelCompression.Build.Tests;

/// <summary>Apps that make the model's input of pixels, with every analyzer of the SDK on.</summary>
[TestClass]
public sealed class PreprocessTests
{
    private const string Item = """<CompressModel Include="models/small.onnx" Preprocess="models/small.pre.json" Access="Public" />""";

    private const string Strict = """
        <TargetFramework>net10.0</TargetFramework>
        <LangVersion>12</LangVersion>
        <AnalysisLevel>latest-all</AnalysisLevel>
        <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
        <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
        <GenerateDocumentationFile>true</GenerateDocumentationFile>
        <EnableAotAnalyzer>true</EnableAotAnalyzer>
        <EnableTrimAnalyzer>true</EnableTrimAnalyzer>
        <EnableSingleFileAnalyzer>true</EnableSingleFileAnalyzer>
        """;

    private const string Program = """
        using System;
        using System.Globalization;
        var pixels = new byte[8 * 8 * 4];
        pixels[4] = 255;
        var values = App.Small.Preprocess(pixels, 8, 8, App.Small.PixelFormat.Bgra).Image.Span;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{values.Length} {values[0]} {values[1]} {values[64 + 1]} {values[128 + 1]}"));
        """;

    [TestMethod]
    public void Generated_code_builds_without_a_warning_and_follows_the_spec()
    {
        using var project = new ThrowawayProject();
        project.Write("models/small.pre.json", SmallModel.Preprocessing);
        project.Write("Program.cs", Program);
        project.WriteProject(Item, Strict);

        project.Build("-p:ModelCompressionMode=PassThrough").Expect(0, "", "first");
        Assert.AreEqual("192 -1 -1 -1 1", project.RunApp());

        project.Write("models/small.pre.json", SmallModel.Preprocessing.Replace("\"RGB\"", "\"BGR\"", StringComparison.Ordinal));
        project.Build("--no-restore", "-p:ModelCompressionMode=PassThrough").Expect(0, "", "with another spec");
        Assert.AreEqual("192 -1 1 -1 -1", project.RunApp());
    }

    [TestMethod]
    public void A_wrong_spec_is_one_error_at_its_item_before_the_engine_starts()
    {
        using var project = new ThrowawayProject();
        project.Write("models/small.pre.json", SmallModel.Preprocessing.Replace("\"RGB\"", "\"rgb\"", StringComparison.Ordinal));
        project.WriteProject(Item);

        var build = project.Build();

        var error = build.Errors.Single();
        Assert.AreEqual(("MC2011", "App.csproj", 0), (error.Code, Path.GetFileName(error.File), build.EngineRuns));
        Assert.Contains("Preprocessing spec 'small.pre.json': 'inputs.image.color' is \"rgb\"; it must be one of \"RGB\", \"BGR\", \"GRAY\".", error.Text ?? "");
    }
}
