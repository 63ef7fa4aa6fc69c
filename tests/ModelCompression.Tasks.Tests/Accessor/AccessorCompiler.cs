using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompression.Tasks.Tests.Accessor;

/// <summary>Compiles generated code the way a strict project would: C# 12, nullable, documentation checked, every warning counted.</summary>
internal static class AccessorCompiler
{
    private static readonly IReadOnlyList<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator) // set by every .NET host
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "Microsoft.ML.OnnxRuntime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>What the compiler has to say about the sources, warnings included; empty is good.</summary>
    public static IReadOnlyList<string> Problems(params string[] sources) =>
        [.. Compilation(sources).GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning).Select(problem => problem.ToString())];

    /// <summary>As <see cref="Problems"/>, with one more reference.</summary>
    public static IReadOnlyList<string> ProblemsWith(MetadataReference reference, params string[] sources) =>
        [.. Compilation(sources).AddReferences(reference).GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning).Select(problem => problem.ToString())];

    /// <summary>The sources as an assembly <c>Library</c> that others can refer to.</summary>
    public static MetadataReference Reference(params string[] sources)
    {
        using var stream = new MemoryStream();
        Assert.IsTrue(Compilation(sources).WithAssemblyName("Library").Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    /// <summary>The types the sources declare, nested ones excluded, in source order.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Declarations(params string[] sources)
    {
        var pending = new Stack<INamespaceSymbol>([Compilation(sources).Assembly.GlobalNamespace]);
        var types = new List<INamedTypeSymbol>();
        while (pending.TryPop(out var current))
        {
            types.AddRange(current.GetTypeMembers());
            foreach (var inner in current.GetNamespaceMembers())
            {
                pending.Push(inner);
            }
        }

        return types;
    }

    /// <summary>The assembly of the sources with the resources, loaded in a context of its own.</summary>
    public static Assembly Load(IReadOnlyDictionary<string, byte[]> resources, params string[] sources)
    {
        using var stream = new MemoryStream();
        var embedded = resources.Select(resource => new ResourceDescription(resource.Key, () => new MemoryStream(resource.Value), isPublic: true));
        var result = Compilation(sources).Emit(stream, manifestResources: embedded);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics.Where(problem => problem.Severity >= DiagnosticSeverity.Warning)));
        stream.Position = 0;
        return new AssemblyLoadContext("accessor", isCollectible: true).LoadFromStream(stream);
    }

    private static CSharpCompilation Compilation(string[] sources)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999,
            generalDiagnosticOption: ReportDiagnostic.Error);
        return CSharpCompilation.Create("App", sources.Select(source => CSharpSyntaxTree.ParseText(source, parsing)), References, options);
    }
}
