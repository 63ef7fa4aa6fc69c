using System.Diagnostics;
using System.Text.Json;

namespace ModelCompression.Engine.Tests;

/// <summary>What a finished engine left on its streams.</summary>
internal sealed record EngineResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The one JSON object on standard output; anything else there fails the test.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Severity and code of each diagnostic, but for MC3003 ("no gain"), which depends on how fast the machine is.</summary>
    public IReadOnlyList<string> Diagnostics =>
        [.. Json.GetProperty("diagnostics").EnumerateArray().Select(item => $"{item.GetProperty("severity")} {item.GetProperty("code")}").Where(item => !item.EndsWith("MC3003", StringComparison.Ordinal))];

    public EngineResult Exits(int code)
    {
        Assert.AreEqual(code, ExitCode, $"standard output:\n{Output}\nstandard error:\n{Errors}");
        return this;
    }
}

/// <summary>The engine as a child process with an environment of its own; standard input stays open until <see cref="Finish"/>.</summary>
internal sealed class EngineProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    public EngineProcess(Workspace workspace, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = workspace.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "ModelCompression.Engine.dll")))
        {
            start.ArgumentList.Add(argument);
        }

        Scrub(start, workspace);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The engine did not start.");
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Ends standard input, as a parent that dies does.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    public EngineResult Finish()
    {
        Assert.IsTrue(_process.WaitForExit(Patience), "The engine does not end.");
        return new EngineResult(_process.ExitCode, _output.GetAwaiter().GetResult(), _errors.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>Nothing of the machine's settings reaches the engine but the way to the runtime; temporary files and the user's cache are the workspace's.</summary>
    private static void Scrub(ProcessStartInfo start, Workspace workspace)
    {
        var kept = new[] { "PATH", "DOTNET_ROOT", "SystemRoot" }.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept.Where(pair => pair.Value is not null))
        {
            start.Environment[name] = value;
        }

        start.Environment["HOME"] = workspace.Aside("home");
        start.Environment["XDG_CACHE_HOME"] = workspace.Aside("user-cache");
        start.Environment["LOCALAPPDATA"] = workspace.Aside("user-cache");
        start.Environment["TMPDIR"] = workspace.Aside("temp");
        start.Environment["TEMP"] = workspace.Aside("temp");
        start.Environment["ORT_DISABLE_TELEMETRY"] = "1";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
    }
}
