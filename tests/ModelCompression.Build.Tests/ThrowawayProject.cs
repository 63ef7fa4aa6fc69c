using ModelCompression.Testing;

namespace ModelCompression.Build.Tests;

/// <summary>A project of a user in a folder of its own, shielded from everything around it, with its own cache of compressed models.</summary>
internal sealed class ThrowawayProject : IDisposable
{
    private const string Reference = "<PackageReference Include=\"ModelCompression.Build\" Version=\"{0}\" PrivateAssets=\"all\" />";
    /// <summary>The second is what the first depends on, in the version this repository restores: another one may not be on the machine.</summary>
    private const string Runtime =
        "<PackageReference Include=\"Microsoft.ML.OnnxRuntime.Managed\" Version=\"1.31.1\" /><PackageReference Include=\"System.Numerics.Tensors\" Version=\"10.0.11\" />";

    private const string Program = """
        using var stream = App.Small.OpenModel();
        System.Console.WriteLine($"{stream.Length} {App.Small.CompressionSummary ?? "original"}");
        """;

    private readonly TempFolder _folder = new();
    private int _builds;

    public ThrowawayProject(string subfolder = "app")
    {
        Folder = _folder[subfolder];
        Directory.CreateDirectory(Folder);
        File.WriteAllText(_folder["Directory.Build.props"], "<Project />");
        File.WriteAllText(_folder["Directory.Build.targets"], "<Project />");
        File.WriteAllText(_folder["Directory.Build.rsp"], "");
        File.WriteAllText(_folder["Directory.Packages.props"], "<Project />");
        File.WriteAllText(_folder["nuget.config"], $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{PackedFeed.PackagesFolder}" /></config>
              <packageSources><clear /><add key="packed" value="{PackedFeed.Folder}" /><add key="machine" value="{Repository.PackagesFolder}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        Write("Program.cs", Program);
        WriteProject();
        SmallModel.Write(this["models/small.onnx"]);
    }

    public string Folder { get; }

    public string Cache => _folder["cache"];

    public string Models => this["obj/Debug/net10.0/models"];

    public string CompressedModel => Path.Combine(Models, "small.onnx");

    public string this[string relative] => Path.Combine(Folder, relative);

    public void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative]) ?? Folder);
        File.WriteAllText(this[relative], text);
    }

    /// <summary>Writes calibration and validation data and the preprocessing spec; <see cref="DataItem"/> names them.</summary>
    public void WriteData()
    {
        SmallModel.WriteImages(this["data/calibration"], 8, 100);
        SmallModel.WriteImages(this["data/validation"], 12, 200);
        Write("models/small.pre.json", SmallModel.Preprocessing);
    }

    /// <summary>An item with all data and the given limits.</summary>
    public static string DataItem(string limits) =>
        $"""<CompressModel Include="models/small.onnx" CalibrationData="data/calibration/list.csv" ValidationData="data/validation/list.csv" Preprocess="models/small.pre.json" {limits} />""";

    public void WriteProject(
        string items = """<CompressModel Include="models/small.onnx" />""",
        string properties = "<TargetFramework>net10.0</TargetFramework>",
        string sdk = "Microsoft.NET.Sdk",
        bool isSdkForm = false,
        bool hasRuntime = true) => Write("App.csproj", $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {(isSdkForm ? "" : string.Format(System.Globalization.CultureInfo.InvariantCulture, Reference, PackedFeed.Version))}
            {(hasRuntime ? Runtime : "")}
            {items}
          </ItemGroup>
        </Project>
        """);

    public BuildOutcome Build(params string[] arguments) => Command("build", arguments);

    public BuildOutcome Command(string verb, params string[] arguments)
    {
        var log = _folder[$"{++_builds}.binlog"];
        var (code, output) = DotNet.Run(Folder, [verb, "-nologo", "-nr:false", $"-bl:{log}", $"-p:ModelCompressionCacheDirectory={Cache}", .. arguments]);
        return new BuildOutcome(code, output, log);
    }

    /// <summary>Runs the built program; what it prints.</summary>
    public string RunApp(string framework = "net10.0")
    {
        var (code, output) = DotNet.Run(Folder, ["exec", this[$"bin/Debug/{framework}/App.dll"]]);
        Assert.AreEqual(0, code, output);
        return output.Trim();
    }

    public void Dispose() => _folder.Dispose();
}
