using NetGen.OnnxRuntime;

// The same network, image and output as the program beside this one, with ONNX Runtime on one thread.
using var session = new OrtSession(new OrtApi(args[1]), args[0], threads: 1);
session.Input.Clear();
session.Run();
var scores = session.Output;
var best = 0;
for (var i = 1; i < scores.Length; i++)
    if (scores[i] > scores[best]) best = i;
Console.WriteLine($"{best}: {scores[best]:F4}");
