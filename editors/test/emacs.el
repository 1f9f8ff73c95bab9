;;; emacs.el --- A session of eglot in batch mode -*- lexical-binding: t -*-

;;; Commentary:

;; Run by editors/test/run with ASSAY, ASSAY_FOLDER and ASSAY_EDITORS set.

;;; Code:

(defun test-wait (what condition)
  "Wait for WHAT until CONDITION holds."
  (let ((end (+ (float-time) 60)))
    (while (and (not (funcall condition)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (unless (funcall condition) (error "Waited in vain for %s" what))))

(condition-case problem
    (let ((folder (getenv "ASSAY_FOLDER")))
      (add-to-list 'load-path (expand-file-name "emacs" (getenv "ASSAY_EDITORS")))
      (require 'assay)
      (require 'flymake)
      (setq assay-program (getenv "ASSAY")
            eglot-sync-connect 60
            eglot-autoshutdown t
            flymake-no-changes-timeout 0.1
            create-lockfiles nil)
      (find-file (expand-file-name "rules/shop.xml" folder))
      (nxml-mode)
      (apply #'eglot (eglot--guess-contact))
      (flymake-mode 1)
      (flymake-start)
      (test-wait "diagnostics" (lambda () (>= (length (flymake-diagnostics)) 3)))
      (let* ((found (sort (flymake-diagnostics)
                          (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))
             (last (car (last found))))
        (unless (equal (buffer-substring-no-properties (flymake-diagnostic-beg last) (flymake-diagnostic-end last))
                       "100009")
          (error "The last finding is at %S" (flymake-diagnostic-beg last))))
      (goto-char (point-min))
      (search-forward "<if_sid>10000")
      (let* ((server (eglot-current-server))
             (hover (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams)))
             (places (jsonrpc-request server :textDocument/definition (eglot--TextDocumentPositionParams))))
        (unless (string-match-p "rule 100000" (plist-get (plist-get hover :contents) :value))
          (error "Hover says %S" hover))
        (unless (equal 4 (plist-get (plist-get (plist-get (elt places 0) :range) :start) :line))
          (error "The definition is at %S" places)))
      (find-file (expand-file-name "tests/shop.ruletest" folder))
      (unless (eq major-mode 'assay-case-mode) (error "The mode is %S" major-mode))
      (princ "emacs: diagnostics with their places, hover, definition\n")
      (kill-emacs 0))
  (error (princ (format "emacs: %s\n" (error-message-string problem)))
         (kill-emacs 1)))

;;; emacs.el ends here
