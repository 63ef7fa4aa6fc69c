using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace ModelCompression.Tasks.Protocol;

/// <summary>
/// The engine in a process of its own. It lives as long as its standard input is open, which ends with this process, however that ends.
/// </summary>
internal sealed class EngineProcess : IDisposable
{
    private const int LastLines = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly BlockingCollection<string> _output = [];
    private readonly Queue<string> _errors = new();
    private readonly object _stopping = new();

    private EngineProcess(Process process)
    {
        _process = process;
    }

    /// <summary>Starts <c>host exec engine request requestFile</c>.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The host cannot be started.</exception>
    public static EngineProcess Start(string host, string engine, string requestFile, string workingDirectory)
    {
        var start = new ProcessStartInfo(host, $"exec {Argument(engine)} request {Argument(requestFile)}")
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        CleanEnvironment(start);
        var engineProcess = new EngineProcess(new Process { StartInfo = start });
        engineProcess.Start();
        return engineProcess;
    }

    /// <summary>Hands every message to <paramref name="handle"/>, on the caller's thread, until the engine ends. Other lines are taken for errors.</summary>
    public EngineExit Run(Action<EngineMessage> handle)
    {
        var isDone = false;
        foreach (var line in _output.GetConsumingEnumerable())
        {
            if (EngineMessage.Parse(line) is not { } message)
            {
                AddError(line);
                continue;
            }

            isDone = message.Kind == "done";
            handle(message);
        }

        _process.WaitForExit(); // also waits for the rest of standard error
        lock (_errors)
        {
            return new EngineExit(_process.ExitCode, isDone, [.. _errors]);
        }
    }

    /// <summary>Closes the life line, and kills the engine when it has not ended after three seconds. Any thread may call it.</summary>
    public void Stop()
    {
        lock (_stopping)
        {
            try
            {
                _process.StandardInput.Close();
                if (!_process.WaitForExit((int)Patience.TotalMilliseconds))
                {
                    _process.Kill();
                }
            }
            catch (Exception problem) when (problem is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
            {
                // the engine has ended already
            }
        }
    }

    public void Dispose()
    {
        lock (_stopping)
        {
            _process.Dispose();
        }

        _output.Dispose();
    }

    private void Start()
    {
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                _output.CompleteAdding();
            }
            else if (line.Data.Length > 0)
            {
                _output.Add(line.Data);
            }
        };
        _process.ErrorDataReceived += (_, line) => AddError(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void AddError(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_errors)
        {
            _errors.Enqueue(line!.TrimEnd()); // not null: netstandard2.0 does not say so of IsNullOrWhiteSpace
            if (_errors.Count > LastLines)
            {
                _errors.Dequeue();
            }
        }
    }

    /// <summary>The engine is no part of the build: what MSBuild and the .NET command line set for themselves would confuse its host; telemetry of ONNX Runtime is off.</summary>
    private static void CleanEnvironment(ProcessStartInfo start)
    {
        var leftovers = start.Environment.Keys.Where(name =>
            name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "DOTNET_HOST_PATH" or "DOTNET_CLI_TELEMETRY_SESSIONID").ToList();
        leftovers.ForEach(name => start.Environment.Remove(name));
        start.Environment["ORT_DISABLE_TELEMETRY"] = "1";
    }

    private static string Argument(string path) => "\"" + path.Replace("\"", "\\\"") + "\"";
}
